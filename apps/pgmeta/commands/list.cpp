// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
#include "context.hpp"
#include "options/register.hpp"
#include "output/json.hpp"
#include "output/table.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/registry/inquire.hpp"

#include <fmt/format.h>

#include <memory>
#include <set>

namespace pgmeta::cli {

namespace {

struct Options {
    bool tree = false;
};

void print_json(Context& context, const registry::Needs& needs, bool tree) {
    auto packages = Json::array();
    for (const auto& [name, package] : needs.lock.packages)
        packages.push_back(Json{{"name", name},
                                {"version", package.version},
                                {"requested", needs.lock.requested.contains(name)},
                                {"requires", Json(package.dependencies)},
                                {"source", package.source}});
    Json object{{"ok", true}, {"command", "list"}, {"packages", packages}};
    if (tree) {
        object["roots"] = Json::array();
        for (const auto& [manifest, asked] : needs.roots)
            object["roots"].push_back(Json{{"manifest", manifest}, {"requires", Json(asked)}});
    }
    print(context.out(), object);
}

/// One package and what it needs; what stands above already is not repeated.
void print_branch(Context& context,
                  const registry::Lockfile& lock,
                  const std::string& name,
                  std::size_t depth,
                  std::set<std::string>& shown) {
    const auto& package = lock.packages.at(name);
    const bool again = !shown.insert(name).second;
    context.out() << printable(
        fmt::format("{}{} {}{}\n", std::string(2 * depth, ' '), name, package.version,
                    again && !package.dependencies.empty() ? " (needs: see above)" : ""));
    if (again) return;
    for (const auto& [dependency, range] : package.dependencies)
        if (lock.packages.contains(dependency))
            print_branch(context, lock, dependency, depth + 1, shown);
}

void print_tree(Context& context, const registry::Needs& needs) {
    std::set<std::string> shown;
    for (const auto& [manifest, asked] : needs.roots) {
        context.out() << printable(manifest) << '\n';
        for (const auto& [name, range] : asked)
            print_branch(context, needs.lock, name, 1, shown);
    }
}

void print_table(Context& context, const registry::Lockfile& lock) {
    Table table{{"package", "version", "asked for", "requires"}};
    for (const auto& [name, package] : lock.packages) {
        std::vector<std::string> needs;
        for (const auto& [dependency, range] : package.dependencies)
            needs.push_back(dependency);
        const auto asked = lock.requested.find(name);
        table.add({name, package.version, asked == lock.requested.end() ? "" : asked->second,
                   join(needs, ", ")});
    }
    table.print(context.out(), context.out_style());
}

int list(Context& context, const Options& options) {
    const auto needs = registry::read_needs(context.load_workspace());
    if (context.globals().json) {
        print_json(context, needs, options.tree);
    } else if (needs.lock.packages.empty()) {
        context.out() << "No packages of others are installed.\n";
    } else if (options.tree) {
        print_tree(context, needs);
    } else {
        print_table(context, needs.lock);
    }
    return 0;
}

Action add_list(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_flag(app, "--tree", options->tree, "Below what asks for them");
    return [options](Context& context) { return list(context, *options); };
}

}  // namespace

constexpr Command list_command{
    .name = "list",
    .group = "Packages of others",
    .summary = "List the installed packages",
    .arguments = "",
    .description =
        "The packages that pgmeta.lock has, with versions and what they need. With `--tree`, below "
        "the manifest that asks for them: what a package needs is indented under it, once.",
    .examples =
        "pgmeta list\n"
        "pgmeta list --tree\n",
    .json =
        "ok: true\n"
        "command: list\n"
        "packages: list of {name, version, requested (true: asked for by name), requires (name → "
        "range), source (a folder or archive; empty: a registry)}\n"
        "roots: with --tree, list of {manifest, requires (name → range)}\n",
    .add = add_list,
};

}  // namespace pgmeta::cli

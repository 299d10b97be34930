// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
#include "context.hpp"
#include "options/register.hpp"
#include "output/json.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/registry/inquire.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    std::string name;
};

/// The range by which one of a chain asks for the next.
std::string range_between(const registry::Needs& needs,
                          const std::string& from,
                          const std::string& to) {
    const auto root = needs.roots.find(from);
    if (root != needs.roots.end()) return root->second.at(to);
    return needs.lock.packages.at(from).dependencies.at(to);
}

std::string spell(const registry::Needs& needs, const registry::Chain& chain) {
    auto line = chain.front();
    for (std::size_t i = 1; i < chain.size(); ++i)
        line += fmt::format(" → {} {} ({})", chain[i], needs.lock.packages.at(chain[i]).version,
                            range_between(needs, chain[i - 1], chain[i]));
    return line;
}

int why(Context& context, const Options& options) {
    if (options.name.empty()) {
        throw Error{Fault::usage, "name-missing",
                    "`why` expects the npm name of an installed package"}
            .hint("`pgmeta list` lists them");
    }
    const auto needs = registry::read_needs(context.load_workspace());
    const auto chains = registry::ways_to(needs, options.name);
    const auto& package = needs.lock.packages.at(options.name);
    if (context.globals().json) {
        print(context.out(), Json{{"ok", true},
                                  {"command", "why"},
                                  {"name", options.name},
                                  {"version", package.version},
                                  {"chains", Json(chains)}});
        return 0;
    }
    context.out() << printable(fmt::format("{} {}\n", options.name, package.version));
    for (const auto& chain : chains)
        context.out() << "  " << printable(spell(needs, chain)) << '\n';
    return 0;
}

Action add_why(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "NAME", options->name, "The npm name of an installed package");
    return [options](Context& context) { return why(context, *options); };
}

}  // namespace

constexpr Command why_command{
    .name = "why",
    .group = "Packages of others",
    .summary = "Say what needs an installed package",
    .arguments = "NAME",
    .description =
        "Every way that leads from a manifest of the workspace to the package, shortest first, with "
        "the versions on it and in parentheses the range by which each asks for the next. At most "
        "100 of them.",
    .examples = "pgmeta why @pgpm/verify\n",
    .json =
        "ok: true\n"
        "command: why\n"
        "name: the package\n"
        "version: its installed version\n"
        "chains: list of lists: a manifest, then names\n",
    .add = add_why,
};

}  // namespace pgmeta::cli

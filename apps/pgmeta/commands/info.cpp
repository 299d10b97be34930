// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
#include "context.hpp"
#include "options/installing.hpp"
#include "options/register.hpp"
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

void print_text(Context& context, const registry::PackageInfo& info, const std::string& installed) {
    const auto line = [&](std::string_view what, const std::string& value) {
        if (!value.empty()) context.out() << printable(fmt::format("{}: {}\n", what, value));
    };
    line("name", info.name);
    line("version", info.version);
    line("installed", installed);
    line("description", info.description);
    line("license", info.license);
    line("homepage", info.homepage);
    for (const auto& [name, range] : info.dependencies)
        line("requires", name + " " + range);
    for (const auto& [tag, version] : info.tags)
        line("tag", tag + " " + version);
    line("versions", join(info.versions, ", "));
}

int info(Context& context, const Options& options) {
    if (options.name.empty()) {
        throw Error{Fault::usage, "name-missing", "`info` expects the npm name of a package"}.hint(
            "`pgmeta info @pgpm/verify`");
    }
    const auto workspace = context.load_workspace();
    const auto found = registry::package_info(options.name, registry_settings(context, workspace));
    const auto lock = registry::read_lock(workspace);
    const auto locked = lock.packages.find(found.name);
    const auto installed = locked == lock.packages.end() ? "" : locked->second.version;
    if (!context.globals().json) {
        print_text(context, found, installed);
        return 0;
    }
    print(context.out(), Json{{"ok", true},
                              {"command", "info"},
                              {"name", found.name},
                              {"version", found.version},
                              {"installed", installed},
                              {"description", found.description},
                              {"license", found.license},
                              {"homepage", found.homepage},
                              {"requires", Json(found.dependencies)},
                              {"tags", Json(found.tags)},
                              {"versions", found.versions}});
    return 0;
}

Action add_info(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "NAME", options->name, "NAME, NAME@RANGE or NAME@TAG");
    return [options](Context& context) { return info(context, *options); };
}

}  // namespace

constexpr Command info_command{
    .name = "info",
    .group = "Packages of others",
    .summary = "Show what the registry says about a package",
    .arguments = "NAME",
    .description =
        "The latest version, or the highest in the range given, with what it requires, the tags and "
        "all versions, and which one is installed here. Installs nothing.",
    .examples =
        "pgmeta info @pgpm/verify\n"
        "pgmeta info @pgpm/verify@^0.16\n",
    .json =
        "ok: true\n"
        "command: info\n"
        "name: the package\n"
        "version: the one that this is about\n"
        "installed: the version installed here; empty when it is not\n"
        "description: text\n"
        "license: text\n"
        "homepage: text\n"
        "requires: name → range\n"
        "tags: tag → version\n"
        "versions: list, lowest first\n",
    .add = add_info,
};

}  // namespace pgmeta::cli

// SPDX-License-Identifier: MIT
#include "options/installing.hpp"

#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace pgmeta::cli {

registry::Settings registry_settings(Context& context, const workspace::Workspace& workspace) {
    return registry::read_settings(workspace.root, workspace.config.registry.value,
                                   [&](const char* name) { return context.environment(name); });
}

namespace {

/// True when every error is in an installed package: an installation may well mend it.
bool only_installed_are_wrong(const workspace::Workspace& workspace, const Diagnostics& found) {
    const auto extensions =
        (workspace.root / workspace.config.extensions_dir.value).lexically_normal();
    const auto problems = found.sorted();
    return std::all_of(problems.begin(), problems.end(), [&](const Diagnostic& problem) {
        const auto path = std::filesystem::absolute(problem.where.file).lexically_normal();
        return problem.severity != Severity::error ||
               !path.lexically_relative(extensions).string().starts_with("..");
    });
}

}  // namespace

workspace::Workspace load_to_install(Context& context) {
    Diagnostics found;
    auto workspace = workspace::load(context.directory(), found);
    // What a cut off installation left may be no valid workspace, so it comes first.
    if (registry::take_back_interrupted(workspace)) {
        context.note("took back an installation that was cut off");
        found = {};
        workspace = workspace::load(context.directory(), found);
    }
    if (found.has_errors() && only_installed_are_wrong(workspace, found)) return workspace;
    return context.load_workspace();
}

registry::Progress show_downloads(Context& context, ProgressLine& line) {
    return [&](std::size_t done, std::size_t total, const std::string& now) {
        if (context.globals().verbose) {
            context.note(printable("downloaded " + now));
        } else if (context.may_rewrite()) {
            line.show(done, total, now);
        }
    };
}

int print_report(Context& context,
                 const registry::InstallReport& report,
                 std::string_view command,
                 const Json& extra) {
    if (context.globals().json) {
        auto installed = Json::array();
        for (const auto& package : report.installed)
            installed.push_back(Json{
                {"name", package.name}, {"version", package.version}, {"before", package.before}});
        Json object{{"ok", true},
                    {"command", command},
                    {"installed", installed},
                    {"removed", report.removed},
                    {"unchanged", report.unchanged}};
        object.update(extra);
        print(context.out(), object);
        return 0;
    }
    if (context.globals().quiet) return 0;
    for (const auto& package : report.installed)
        context.out() << printable(
            package.before.empty() || package.before == package.version
                ? fmt::format("+ {} {}\n", package.name, package.version)
                : fmt::format("+ {} {} (was {})\n", package.name, package.version, package.before));
    for (const auto& name : report.removed)
        context.out() << printable(fmt::format("- {}\n", name));
    context.out() << fmt::format("{} installed, {} removed, {} unchanged.\n",
                                 count_of(report.installed.size(), "package"),
                                 report.removed.size(), report.unchanged);
    return 0;
}

}  // namespace pgmeta::cli

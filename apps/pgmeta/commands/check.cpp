// SPDX-License-Identifier: MIT
#include "pgmeta/engine/check.hpp"

#include "cli.hpp"
#include "commands/commands.hpp"
#include "options/register.hpp"
#include "output/diagnostics.hpp"
#include "output/json.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/registry/lockfile.hpp"

#include <fmt/format.h>

namespace pgmeta::cli {

namespace {

std::size_t count_changes(const workspace::Workspace& workspace) {
    std::size_t result = 0;
    for (const auto& package : workspace.packages)
        result += package->plan.changes.size();
    return result;
}

void print_text(Context& context,
                const workspace::Workspace& workspace,
                const std::vector<Diagnostic>& problems) {
    print(context.out(), context.out_style(), problems);
    if (context.globals().quiet) return;
    const auto counted = count_problems(problems);
    context.out() << fmt::format("{}, {}: {}\n", count_of(workspace.packages.size(), "package"),
                                 count_of(count_changes(workspace), "change"),
                                 counted.empty() ? "no problems" : counted);
}

int check(Context& context) {
    Diagnostics found;
    const auto workspace = workspace::load(context.directory(), found);
    engine::check(workspace, found);
    registry::check_installed(workspace.root,
                              workspace.root / workspace.config.extensions_dir.value, found);
    const auto problems = found.sorted();
    if (context.globals().json) {
        print(context.out(), Json{{"ok", !found.has_errors()},
                                  {"command", "check"},
                                  {"packages", workspace.packages.size()},
                                  {"changes", count_changes(workspace)},
                                  {"errors", found.errors()},
                                  {"warnings", found.warnings()},
                                  {"problems", to_json(problems)}});
    } else {
        print_text(context, workspace, problems);
    }
    return found.has_errors() ? exit_code(Fault::workspace) : 0;
}

Action add_check(CLI::App& /*app*/) {
    return [](Context& context) { return check(context); };
}

}  // namespace

constexpr Command check_command{
    .name = "check",
    .group = "Look at the workspace",
    .summary = "Check every package without a database",
    .arguments = "",
    .description =
        "Reports everything about the workspace's files that can be known without a database: plans "
        "and control files that do not parse, requirements that cannot be met, cycles, scripts that "
        "are missing or empty, SQL that must not be sent, and installed packages that differ from "
        "pgmeta.lock. Every problem is one line of the form "
        "`file:line:column: error[id]: message`.\n"
        "\n"
        "Exit status 3 when there are errors; warnings leave it 0.",
    .examples =
        "pgmeta check\n"
        "pgmeta check --json\n"
        "pgmeta -C path/to/workspace check\n",
    .json =
        "ok: true when there are no errors\n"
        "command: check\n"
        "packages: number of packages\n"
        "changes: number of changes in their plans\n"
        "errors: number of errors\n"
        "warnings: number of warnings\n"
        "problems: list of {severity, id, message, location: {file, line, column}, hints}\n",
    .add = add_check,
};

}  // namespace pgmeta::cli

// SPDX-License-Identifier: MIT
#include "cli.hpp"
#include "commands/commands.hpp"
#include "options/installing.hpp"
#include "options/register.hpp"
#include "output/table.hpp"
#include "pgmeta/registry/inquire.hpp"

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    bool exit_code = false;
};

int outdated(Context& context, const Options& options) {
    const auto workspace = context.load_workspace();
    const auto rows = registry::outdated(workspace, registry_settings(context, workspace));
    const int status = options.exit_code && !rows.empty() ? exit_code(Fault::conflict) : 0;
    if (context.globals().json) {
        auto packages = Json::array();
        for (const auto& row : rows)
            packages.push_back(Json{{"name", row.name},
                                    {"current", row.current},
                                    {"wanted", row.wanted},
                                    {"latest", row.latest}});
        print(context.out(), Json{{"ok", true}, {"command", "outdated"}, {"packages", packages}});
        return status;
    }
    if (rows.empty()) {
        context.out() << "Every installed package is the latest.\n";
        return status;
    }
    Table table{{"package", "current", "wanted", "latest"}};
    for (const auto& row : rows)
        table.add({row.name, row.current, row.wanted, row.latest});
    table.print(context.out(), context.out_style());
    return status;
}

Action add_outdated(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_flag(app, "--exit-code", options->exit_code, "Exit with 4 when there is something newer");
    return [options](Context& context) { return outdated(context, *options); };
}

}  // namespace

constexpr Command outdated_command{
    .name = "outdated",
    .group = "Packages of others",
    .summary = "List installed packages that have newer versions",
    .arguments = "",
    .description =
        "Compares pgmeta.lock with the registry: the installed version, the highest one within what "
        "was asked for, and the latest.",
    .examples =
        "pgmeta outdated\n"
        "pgmeta outdated --exit-code\n",
    .json =
        "ok: true\n"
        "command: outdated\n"
        "packages: list of {name, current, wanted, latest}\n",
    .add = add_outdated,
};

}  // namespace pgmeta::cli

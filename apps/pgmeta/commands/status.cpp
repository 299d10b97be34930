// SPDX-License-Identifier: MIT
#include "pgmeta/engine/status.hpp"

#include "cli.hpp"
#include "commands/commands.hpp"
#include "options/deployment_plan.hpp"
#include "options/register.hpp"
#include "options/target.hpp"
#include "output/json.hpp"
#include "output/report.hpp"
#include "output/table.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    TargetOptions target;
    std::string plan;
    bool exit_code = false;
};

std::string_view to_string(ledger::Presence presence) {
    switch (presence) {
        case ledger::Presence::absent:
            return "absent";
        case ledger::Presence::partial:
            return "partial";
        case ledger::Presence::complete:
            return "complete";
    }
    return "absent";
}

Json to_json(const engine::PackageStatus& status) {
    return {{"package", status.package},
            {"deployed", status.deployed},
            {"pending", cli::to_json(status.pending)},
            {"modified", cli::to_json(status.modified)},
            {"unknown", cli::to_json(status.unknown)},
            {"last_change", status.last_change},
            {"last_tag", status.last_tag},
            {"last_deployed_at", status.last_deployed_at},
            {"last_deployed_by", status.last_deployed_by}};
}

Json to_json(const engine::StatusReport& report) {
    auto packages = Json::array();
    for (const auto& status : report.packages)
        packages.push_back(to_json(status));
    return {{"ok", true},
            {"command", "status"},
            {"target", report.target},
            {"ledger", to_string(report.ledger)},
            {"up_to_date", report.up_to_date()},
            {"packages", packages},
            {"foreign_packages", report.foreign_packages}};
}

void print_table(Context& context, const engine::StatusReport& report) {
    Table table{{"package", "deployed", "pending", "modified", "unknown", "last change", "last tag",
                 "deployed at", "by"}};
    for (const auto& status : report.packages) {
        table.add({status.package, std::to_string(status.deployed),
                   std::to_string(status.pending.size()), std::to_string(status.modified.size()),
                   std::to_string(status.unknown.size()), status.last_change,
                   status.last_tag.empty() ? "" : "@" + status.last_tag, status.last_deployed_at,
                   status.last_deployed_by});
    }
    table.print(context.out(), context.out_style());
}

std::vector<engine::ChangeRef> collect(
    const engine::StatusReport& report,
    std::vector<engine::ChangeRef> engine::PackageStatus::*list) {
    std::vector<engine::ChangeRef> result;
    for (const auto& status : report.packages)
        result.insert(result.end(), (status.*list).begin(), (status.*list).end());
    return result;
}

void print_list(Context& context,
                const std::vector<engine::ChangeRef>& changes,
                std::string_view what) {
    if (changes.empty()) return;
    context.out() << fmt::format("\n{} {}:\n", count_of(changes.size(), "change"), what);
    print_changes(context.out(), changes, ' ', context.globals().verbose);
}

void print_text(Context& context, const engine::StatusReport& report) {
    context.out() << fmt::format("target: {}\n", printable(report.target));
    if (report.ledger == ledger::Presence::absent)
        context.out() << "No ledger: nothing was deployed in this database yet.\n";
    if (report.ledger == ledger::Presence::partial)
        context.out() << "The ledger is incomplete; the next deploy completes it.\n";
    context.out() << '\n';
    print_table(context, report);
    print_list(context, collect(report, &engine::PackageStatus::pending), "pending");
    print_list(context, collect(report, &engine::PackageStatus::modified),
               "deployed whose script differs now");
    print_list(context, collect(report, &engine::PackageStatus::unknown),
               "deployed that the plans do not know");
    if (!report.foreign_packages.empty())
        context.out() << fmt::format("\nDeployed, and not in this workspace: {}\n",
                                     printable(join(report.foreign_packages, ", ")));
    if (report.up_to_date()) context.out() << "\nNothing to deploy.\n";
}

int status(Context& context, const Options& options) {
    const auto chosen = load_chosen(context, options.plan);
    const auto target = open_target(context, options.target, chosen);
    const auto report =
        engine::status(target, chosen.workspace,
                       chosen.plan ? chosen.plan->packages : std::vector<workspace::Selection>{},
                       engine::Observer{});
    if (context.globals().json) {
        auto object = to_json(report);
        if (chosen.plan) object["plan"] = to_json(*chosen.plan);
        print(context.out(), object);
    } else {
        print_text(context, report);
    }
    return options.exit_code && !report.up_to_date() ? exit_code(Fault::conflict) : 0;
}

Action add_status(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_flag(app, "--exit-code", options->exit_code,
             "Exit with 4 when changes are pending or modified");
    add_plan(app, options->plan);
    add_target(app, options->target, Access::read);
    return [options](Context& context) { return status(context, *options); };
}

}  // namespace

constexpr Command status_command{
    .name = "status",
    .group = "Look at a database",
    .summary = "Compare the plans with a database",
    .arguments = "",
    .description =
        "Per package: how many changes are deployed, pending (in the plan only), modified (deployed, "
        "and the deploy script differs now) and unknown (deployed, and the plan does not have them), "
        "the last change and tag, when and by whom. Reads only: it works on a standby, for a role "
        "without write privileges and in a database without a ledger.\n"
        "\n"
        "With `--plan`, of the packages that the deployment plan takes, each up to its bound.",
    .examples =
        "pgmeta status --target dev:\n"
        "pgmeta status --database app --json\n"
        "pgmeta status --target staging --exit-code\n"
        "pgmeta status --plan saas-tenants --target dev:\n",
    .json =
        "ok: true\n"
        "command: status\n"
        "target: user@host:port/database\n"
        "ledger: absent, partial or complete\n"
        "up_to_date: true when nothing is pending and nothing modified\n"
        "packages: list, in deployment order, of {package, deployed (a number), pending, "
        "modified, unknown (each a list of {package, change}), last_change, last_tag, "
        "last_deployed_at (ISO 8601, UTC), last_deployed_by (empty when another tool deployed it)}\n"
        "foreign_packages: names of packages in the ledger that the workspace does not have\n"
        "plan: with --plan, {name, file, packages}\n",
    .add = add_status,
};

}  // namespace pgmeta::cli

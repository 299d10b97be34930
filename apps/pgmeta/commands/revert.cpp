// SPDX-License-Identifier: MIT
#include "pgmeta/engine/revert.hpp"

#include "commands/commands.hpp"
#include "options/confirmation.hpp"
#include "options/deploying.hpp"
#include "options/deployment_plan.hpp"
#include "options/packages.hpp"
#include "options/register.hpp"
#include "options/target.hpp"
#include "output/report.hpp"
#include "output/run_observer.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    PackageOptions packages;
    TargetOptions target;
    TxOptions tx;
    std::string plan;
    Confirmation confirmation;
    bool recursive = true;
    bool only = false;
    bool from_ledger = false;
    bool dry_run = false;
};

engine::RevertOptions engine_options(const Options& options, const Chosen& chosen) {
    engine::RevertOptions result;
    if (chosen.plan)
        result.packages = chosen.plan->whole_packages();
    else
        result.to = select_package(chosen.workspace, options.packages);
    result.tx = choose_tx(options.tx, chosen.workspace.config);
    result.only = options.only || !options.recursive;
    result.from_ledger = options.from_ledger;
    result.dry_run = options.dry_run;
    result.tool_version = version();
    return result;
}

/// The list by package, what goes only for others' sake, and what stays.
void show(Context& context, const engine::RevertPlan& plan) {
    print_changes(context.err(), plan.changes, '-', context.globals().verbose);
    if (!plan.because.empty()) {
        context.err() << fmt::format("{} of them only because they require others:\n",
                                     plan.because.size());
        print_changes(context.err(), plan.because, ' ', context.globals().verbose);
    }
    if (!plan.extensions.empty())
        context.err() << fmt::format("Extensions stay: {}.\n", join(plan.extensions, ", "));
}

std::string question(const engine::RevertPlan& plan,
                     bool everything,
                     const engine::Target& target) {
    return fmt::format("Revert {}{} of {} in {}?", everything ? "EVERYTHING: " : "",
                       count_of(plan.changes.size(), "change"),
                       count_of(count_packages(plan.changes), "package"), target.info.describe());
}

int revert(Context& context, const Options& options) {
    refuse_beside_plan(options.plan, options.packages);
    const auto chosen = load_chosen(context, options.plan);
    const auto revert_options = engine_options(options, chosen);
    if (!options.dry_run) require_answer(context, options.confirmation);
    const auto target = open_target(context, options.target, chosen);
    if (!options.dry_run)
        refuse_protected(target, options.confirmation.allow_protected, "pgmeta revert");

    RunObserver observer{context, "reverting"};
    const auto confirm = [&](const engine::RevertPlan& plan) {
        observer.clear();
        if (options.confirmation.yes || options.dry_run) return true;
        show(context, plan);
        return context.ask(question(plan, !revert_options.to && !chosen.plan, target));
    };
    const auto report =
        engine::revert(target, chosen.workspace, revert_options, observer.observer(), confirm);
    observer.clear();
    auto extra = Json::object();
    if (chosen.plan) extra["plan"] = to_json(*chosen.plan);
    return print_report(context, report, revert_words, nullptr, extra);
}

void add_options(CLI::App& app, Options& options) {
    add_packages(app, options.packages, "Revert the package's changes after this one, which stays");
    add_confirmation(app, options.confirmation);
    add_flag(app, "--dry-run", options.dry_run, "Say what would be reverted; change nothing");
    add_flag(app, "--only", options.only,
             "Refuse when changes of others require what would go, instead of reverting them too");
    add_flag(app, "--recursive,!--no-recursive", options.recursive,
             "Revert what requires it, too (default: yes; no: the same as --only)");
    add_flag(app, "--from-ledger", options.from_ledger,
             "Run the revert scripts stored when the changes were deployed");
    add_plan(app, options.plan);
    add_tx(app, options.tx);
    add_target(app, options.target, Access::write);
}

Action add_revert(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_options(app, *options);
    return [options](Context& context) { return revert(context, *options); };
}

}  // namespace

constexpr Command revert_command{
    .name = "revert",
    .group = "Change a database",
    .summary = "Revert deployed changes of a database",
    .arguments = "[PACKAGE[:CHANGE|:@TAG]]",
    .description =
        "Reverts a package, or its changes after the one named, which stays; without a package, the "
        "one of the current folder; at the workspace's root, everything. Deployed changes that "
        "require what goes are reverted too.\n"
        "\n"
        "Shows the list and asks first; the default answer is No. One transaction holds everything. "
        "Extensions stay. When a revert script's file is gone, the script stored at deployment is "
        "run.\n"
        "\n"
        "With `--plan`, every package that the deployment plan takes, those it needs included. Base "
        "roles stay.",
    .examples =
        "pgmeta revert my-package --target dev:\n"
        "pgmeta revert my-package:schemas/app --target dev: --yes\n"
        "pgmeta revert my-package --to @v1.1.0 --database app --dry-run\n"
        "pgmeta revert --plan saas-tenants --target dev:\n",
    .json =
        "ok: true when all went well\n"
        "command: revert\n"
        "target: user@host:port/database\n"
        "dry_run: true when nothing was touched\n"
        "reverted: list of {package, change}, in the order they went\n"
        "already: number of changes that were not deployed\n"
        "rolled_back: list of {package, change} that were reverted and came back\n"
        "pending: list of {package, change} that were not attempted\n"
        "extensions, ledger_created, database_created, database_dropped: as in `deploy`\n"
        "elapsed_ms: milliseconds\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "problems: list of problems found before the first statement, as in `check`\n"
        "plan: with --plan, {name, file, packages}\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_revert,
};

}  // namespace pgmeta::cli

// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
#include "options/confirmation.hpp"
#include "options/deploying.hpp"
#include "options/packages.hpp"
#include "options/register.hpp"
#include "options/target.hpp"
#include "output/report.hpp"
#include "output/run_observer.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/engine/deploy.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    PackageOptions packages;
    TargetOptions target;
    TxOptions tx;
    Confirmation confirmation;
    bool recursive = true;
    bool dry_run = false;
};

engine::DeployOptions engine_options(const Options& options,
                                     const workspace::Workspace& workspace) {
    engine::DeployOptions result;
    if (const auto chosen = select_package(workspace, options.packages))
        result.roots.push_back(*chosen);
    result.tx = choose_tx(options.tx, workspace.config);
    result.recursive = options.recursive;
    result.verify = false;
    result.log_only = true;
    result.tool_version = version();
    return result;
}

/// True when the user wants `planned` recorded.
bool confirmed(Context& context, const Options& options, const engine::Report& planned) {
    if (options.confirmation.yes) return true;
    print_changes(context.err(), planned.done, '+', context.globals().verbose);
    return context.ask(fmt::format(
        "Record {} of {} as deployed in {} without running {}?",
        count_of(planned.done.size(), "change"), count_of(count_packages(planned.done), "package"),
        planned.target, planned.done.size() == 1 ? "its script" : "their scripts"));
}

int baseline(Context& context, const Options& options) {
    const auto workspace = context.load_workspace();
    auto deploy_options = engine_options(options, workspace);
    if (!options.dry_run) require_answer(context, options.confirmation);
    const auto target = open_target(context, options.target, workspace.config);
    if (!options.dry_run)
        refuse_protected(target, options.confirmation.allow_protected, "pgmeta baseline");

    RunObserver observer{context, "recording"};
    deploy_options.dry_run = true;
    auto planned = engine::deploy(target, workspace, deploy_options, observer.observer());
    observer.clear();
    planned.dry_run = options.dry_run;
    if (options.dry_run || planned.failure || planned.done.empty())
        return print_report(context, planned, baseline_words);
    if (!confirmed(context, options, planned))
        throw Error{Fault::declined, "declined", "the answer was No: nothing was recorded"};
    deploy_options.dry_run = false;
    const auto report = engine::deploy(target, workspace, deploy_options, observer.observer());
    observer.clear();
    return print_report(context, report, baseline_words);
}

void add_options(CLI::App& app, Options& options) {
    add_packages(app, options.packages, "Stop after this change of the package");
    add_confirmation(app, options.confirmation);
    add_flag(app, "--dry-run", options.dry_run, "Say what would be recorded; change nothing");
    add_flag(app, "--recursive,!--no-recursive", options.recursive,
             "Record what the package needs, too (default: yes)");
    add_tx(app, options.tx);
    add_target(app, options.target, Access::write);
}

Action add_baseline(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_options(app, *options);
    return [options](Context& context) { return baseline(context, *options); };
}

}  // namespace

constexpr Command baseline_command{
    .name = "baseline",
    .group = "Change a database",
    .summary = "Record changes as deployed without running them",
    .arguments = "[PACKAGE[:CHANGE|:@TAG]]",
    .description =
        "For a database that already has what the changes would make: records them in the ledger "
        "and runs no deploy script. Shows the list and asks first; the default answer is No. "
        "`pgmeta verify` afterwards shows whether the objects are really there.",
    .examples =
        "pgmeta baseline --database app\n"
        "pgmeta baseline my-package --to @v1.0.0 --database app --yes\n",
    .json =
        "ok: true when all went well\n"
        "command: baseline\n"
        "target: user@host:port/database\n"
        "dry_run: true when nothing was touched\n"
        "recorded: list of {package, change}, in order\n"
        "already: number of changes that the ledger had before\n"
        "rolled_back, pending, extensions, ledger_created, database_created, "
        "database_dropped: as in `deploy`\n"
        "elapsed_ms: milliseconds\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "problems: list of problems found before the first statement, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_baseline,
};

}  // namespace pgmeta::cli

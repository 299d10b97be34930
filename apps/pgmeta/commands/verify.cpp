// SPDX-License-Identifier: MIT
#include "pgmeta/engine/verify.hpp"

#include "cli.hpp"
#include "commands/commands.hpp"
#include "options/deployment_plan.hpp"
#include "options/duration.hpp"
#include "options/packages.hpp"
#include "options/register.hpp"
#include "options/target.hpp"
#include "output/failure.hpp"
#include "output/json.hpp"
#include "output/report.hpp"
#include "output/run_observer.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/graph/order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace pgmeta::cli {

namespace {

using workspace::Selection;

struct Options {
    std::vector<std::string> arguments;
    std::string package;
    std::string to;
    TargetOptions target;
    std::string plan;
    bool recursive = true;
};

/// The packages named, each with its bound; empty for the whole workspace.
std::vector<Selection> select_named(const workspace::Workspace& workspace, const Options& options) {
    if (options.arguments.size() > 1) {
        if (!options.package.empty() || !options.to.empty()) {
            throw Error{Fault::usage, "package-twice",
                        "`--package` and `--to` are for one package, and several are named"};
        }
        std::vector<Selection> result;
        for (const auto& argument : options.arguments)
            result.push_back(workspace::select(workspace, argument));
        return result;
    }
    const auto argument = options.arguments.empty() ? std::string{} : options.arguments.front();
    const auto one = select_package(workspace, {argument, options.package, options.to});
    return one ? std::vector<Selection>{*one} : std::vector<Selection>{};
}

/// `named`, and before them what they need.
std::vector<Selection> with_requirements(const workspace::Workspace& workspace,
                                         const std::vector<Selection>& named) {
    std::vector<const workspace::Package*> roots;
    for (const auto& selection : named)
        roots.push_back(selection.package);
    std::vector<Selection> result;
    for (const auto& item : graph::package_order(workspace, roots)) {
        if (item.package == nullptr) continue;
        Selection chosen{item.package, Selection::npos};
        for (const auto& selection : named)
            if (selection.package == item.package) chosen = selection;
        result.push_back(chosen);
    }
    return result;
}

Json to_json(const engine::VerifyReport& report, const Context& context) {
    auto failed = Json::array();
    for (const auto& failure : report.failed) {
        auto object = cli::to_json(failure.change);
        object["error"] = cli::to_json(failure.error);
        failed.push_back(std::move(object));
    }
    return {{"ok", report.failed.empty() && report.missing_extensions.empty()},
            {"command", "verify"},
            {"target", report.target},
            {"passed", cli::to_json(report.passed)},
            {"failed", failed},
            {"without_script", cli::to_json(report.without_script)},
            {"not_deployed", cli::to_json(report.not_deployed)},
            {"missing_extensions", report.missing_extensions},
            {"elapsed_ms", report.elapsed.count()},
            {"warnings", cli::to_json(context.warnings)}};
}

void print_text(Context& context, const engine::VerifyReport& report) {
    for (const auto& failure : report.failed)
        print(context.err(), context.err_style(), failure.error);
    for (const auto& extension : report.missing_extensions) {
        print(context.err(), context.err_style(),
              Error{Fault::environment, "extension-not-installed",
                    fmt::format("extension `{}` is required and not installed in the database",
                                extension)}
                  .hint("`pgmeta deploy` creates it"));
    }
    if (context.globals().quiet) return;
    const auto name = [&](const std::vector<engine::ChangeRef>& changes, std::string_view what) {
        if (changes.empty()) return;
        context.out() << fmt::format("{} {}:\n", count_of(changes.size(), "change"), what);
        print_changes(context.out(), changes, ' ', context.globals().verbose);
    };
    name(report.without_script, "without a verify script");
    name(report.not_deployed, "not deployed");
    name(context.globals().verbose ? report.passed : std::vector<engine::ChangeRef>{}, "passed");
    context.out() << fmt::format(
        "{} passed, {} failed, {} without script, {} not deployed in {} "
        "in {}.\n",
        report.passed.size(), report.failed.size(), report.without_script.size(),
        report.not_deployed.size(), report.target, spell(report.elapsed));
}

/// The plan's packages as far as it deploys them; those it names in `verify`, when it does.
std::vector<Selection> select_planned(const ChosenPlan& chosen) {
    const auto& only = chosen.resolved.verified;
    std::vector<Selection> result;
    for (auto selection : chosen.packages) {
        if (!only.empty() && std::find(only.begin(), only.end(), selection.package) == only.end())
            continue;
        // The bound of a plan is deployed, the bound of a verification is left out.
        if (selection.change != Selection::npos) ++selection.change;
        result.push_back(selection);
    }
    return result;
}

engine::VerifyOptions engine_options(const Options& options, const Chosen& chosen) {
    engine::VerifyOptions result;
    if (chosen.plan) {
        result.packages = select_planned(*chosen.plan);
        return result;
    }
    result.packages = select_named(chosen.workspace, options);
    if (options.recursive && !result.packages.empty())
        result.packages = with_requirements(chosen.workspace, result.packages);
    return result;
}

int verify(Context& context, const Options& options) {
    for (const auto& argument : options.arguments)
        refuse_beside_plan(options.plan, {argument, {}, {}});
    refuse_beside_plan(options.plan, {{}, options.package, options.to});
    const auto chosen = load_chosen(context, options.plan);
    const auto verify_options = engine_options(options, chosen);
    const auto target = open_target(context, options.target, chosen);

    RunObserver observer{context, "verifying"};
    const auto report =
        engine::verify(target, chosen.workspace, verify_options, observer.observer());
    observer.clear();
    if (context.globals().json) {
        auto object = to_json(report, context);
        if (chosen.plan) object["plan"] = cli::to_json(*chosen.plan);
        print(context.out(), object);
    } else {
        print_text(context, report);
    }
    const bool ok = report.failed.empty() && report.missing_extensions.empty();
    return ok ? 0 : exit_code(Fault::database);
}

Action add_verify(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "PACKAGE", options->arguments,
                 "Packages by any of their names (default: the package of the current folder; at "
                 "the workspace's root, all)");
    add_value(app, "--package", options->package, "PACKAGE", "The package, as an option");
    add_value(app, "--to", options->to, "CHANGE|@TAG",
              "Verify the package's changes before this one");
    add_flag(app, "--recursive,!--no-recursive", options->recursive,
             "Verify what the packages need, too (default: yes)");
    add_plan(app, options->plan);
    add_target(app, options->target, Access::read);
    return [options](Context& context) { return verify(context, *options); };
}

}  // namespace

constexpr Command verify_command{
    .name = "verify",
    .group = "Look at a database",
    .summary = "Run the verify scripts of deployed changes",
    .arguments = "[PACKAGE[:CHANGE|:@TAG]...]",
    .description =
        "Runs the verify scripts of deployed changes, each in a savepoint of one transaction that is "
        "always rolled back, and reports every failure. Changes without a verify script, and changes "
        "that are not deployed, are counted and named; they are no failure.\n"
        "\n"
        "Exit status 1 when a script failed or a required extension is not installed.",
    .examples =
        "pgmeta verify --target dev:\n"
        "pgmeta verify my-package --database app --json\n"
        "pgmeta verify --plan saas-tenants --target dev:\n",
    .json =
        "ok: true when nothing failed\n"
        "command: verify\n"
        "target: user@host:port/database\n"
        "passed: list of {package, change}\n"
        "failed: list of {package, change, error}, error as in `deploy`\n"
        "without_script: list of {package, change}\n"
        "not_deployed: list of {package, change}\n"
        "missing_extensions: names of required extensions that are not installed\n"
        "elapsed_ms: milliseconds\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "plan: with --plan, {name, file, packages}\n",
    .add = add_verify,
};

}  // namespace pgmeta::cli

// SPDX-License-Identifier: MIT
#include "pgmeta/engine/deploy.hpp"

#include "commands/commands.hpp"
#include "commands/plan_roles.hpp"
#include "options/deploying.hpp"
#include "options/deployment_plan.hpp"
#include "options/packages.hpp"
#include "options/register.hpp"
#include "options/target.hpp"
#include "output/report.hpp"
#include "output/run_observer.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/engine/check.hpp"
#include "pgmeta/ship/bundle_workspace.hpp"
#include "pgmeta/testkit/prepared.hpp"

#include <fmt/format.h>

#include <memory>
#include <optional>

namespace pgmeta::cli {

namespace {

struct Options {
    PackageOptions packages;
    TargetOptions target;
    TxOptions tx;
    std::string plan;
    std::vector<std::string> bundles;
    std::string maintenance_db = "postgres";
    bool recursive = true;
    std::optional<bool> verify;
    bool log_only = false;
    bool allow_modified = false;
    bool create_database = false;
    bool cached = false;
    bool dry_run = false;
    bool sql = false;
    bool yes = false;  ///< accepted: deploy never asks
};

/// What to deploy: as the deployment plan says, or the packages named.
void choose_packages(const Options& options, const Chosen& chosen, engine::DeployOptions& result) {
    if (chosen.plan) {
        result.roots = chosen.plan->resolved.packages;
        result.verified = chosen.plan->resolved.verified;
        return;
    }
    if (const auto one = select_package(chosen.workspace, options.packages))
        result.roots.push_back(*one);
    if (options.recursive || !result.roots.empty()) return;
    throw Error{Fault::usage, "package-missing",
                "`--no-recursive` expects a package, and none is named"}
        .hint("`pgmeta deploy PACKAGE --no-recursive`");
}

engine::DeployOptions engine_options(const Options& options, const Chosen& chosen) {
    const auto& config = chosen.workspace.config;
    const bool verify =
        chosen.plan ? chosen.plan->plan.verify : config.deploy_verify.value.value_or(true);
    engine::DeployOptions result;
    choose_packages(options, chosen, result);
    result.tx = choose_tx(options.tx, config);
    result.recursive = options.recursive;
    result.verify = options.verify.value_or(verify);
    result.log_only = options.log_only;
    result.allow_modified = options.allow_modified;
    result.create_database = options.create_database;
    result.dry_run = options.dry_run;
    result.tool_version = version();
    return result;
}

void check_cached(const Options& options) {
    if (!options.cached) return;
    if (!options.create_database)
        throw Error{Fault::usage, "option-value", "`--cached` expects `--createdb` beside it"}.hint(
            "only a database that is missing can be a copy of a prepared one");
    if (options.dry_run || options.log_only || !options.recursive || !options.plan.empty())
        throw Error{Fault::usage, "option-value",
                    "`--cached` goes with neither `--dry-run`, `--log-only`, `--no-recursive` nor "
                    "`--plan`"};
}

/// Makes the missing database by copying a prepared one, which is deployed first when need be.
/// Nothing when the database is there already.
std::optional<testkit::Made> clone_database(const ServerTarget& server,
                                            const workspace::Workspace& workspace,
                                            const engine::DeployOptions& options,
                                            const engine::Observer& observer) {
    testkit::Prepared prepared{server.maintenance,
                               workspace,
                               {options.roots, {}, options.verify},
                               observer,
                               std::string{version()}};
    try {
        return prepared.make_checked(server.database, testkit::DatabaseKind::clone);
    } catch (const Error& error) {
        if (error.id() != "database-exists") throw;
        return std::nullopt;
    }
}

int deploy_cached(Context& context,
                  const Options& options,
                  const workspace::Workspace& workspace,
                  const engine::DeployOptions& deploy_options) {
    const auto server = open_server(context, options.target, workspace.config);
    RunObserver observer{context, "deploying"};
    const auto made = clone_database(server, workspace, deploy_options, observer.observer());
    observer.clear();
    if (made && made->report && made->report->failure)
        return print_report(context, *made->report, deploy_words);
    if (made) {
        context.note(fmt::format("database `{}` is a copy of {} prepared database `{}`", made->name,
                                 made->built ? "the newly" : "the", made->template_name));
    }
    auto target = server.maintenance;
    target.info.set("dbname", server.database);
    // Nothing is left to deploy in a copy; a database that was there gets what it lacks.
    auto report = engine::deploy(target, workspace, deploy_options, observer.observer());
    observer.clear();
    report.database_created = made.has_value();
    return print_report(context, report, deploy_words);
}

bool is_bundle(std::string_view argument) {
    return argument.ends_with(".tar.gz") || argument.ends_with(".tgz");
}

/// The bundles among the words, which are then no packages.
void take_bundles(Options& options) {
    if (!is_bundle(options.packages.argument)) return;
    options.bundles.insert(options.bundles.begin(), std::move(options.packages.argument));
    options.packages.argument.clear();
}

void check_bundles(const Options& options) {
    if (options.bundles.empty() || (options.plan.empty() && !options.cached)) return;
    throw Error{Fault::usage, "options-contradict",
                "a bundle is deployed as it is, and `--plan` or `--cached` stands beside it"};
}

/// A workspace for deploying without one.
std::unique_ptr<ship::BundleWorkspace> open_bundles(Context& context, const Options& options) {
    Diagnostics found;
    auto bundles = std::make_unique<ship::BundleWorkspace>(options.bundles, context.directory(),
                                                           context.load_config(), found);
    context.keep(found);
    engine::refuse_errors(found);
    return bundles;
}

/// Outside a workspace, `dev:` is named after the first bundle's package.
std::string dev_name(const ship::BundleWorkspace& bundles, const Chosen& chosen) {
    const bool has_workspace = !chosen.workspace.config.file.empty();
    return has_workspace ? std::string{} : bundles.first;
}

/// What a bundle's server lacks may be a package for which there is a bundle, too.
void hint_at_bundles(const Options& options, engine::Report& report) {
    if (options.bundles.empty()) return;
    for (auto& problem : report.problems)
        if (problem.id == "extension-unavailable")
            problem.hints.emplace_back(
                "if it is a package, deploy its bundle too: `--bundle FILE`");
}

void check_options(const Options& options) {
    if (options.sql && !options.dry_run) {
        throw Error{Fault::usage, "option-value", "`--sql` expects `--dry-run` beside it"}.hint(
            "`pgmeta deploy --dry-run --sql` prints the SQL and touches nothing");
    }
    check_cached(options);
    check_bundles(options);
    refuse_beside_plan(options.plan, options.packages);
    if (options.plan.empty() || options.recursive) return;
    throw Error{Fault::usage, "options-contradict",
                "`--plan` deploys what its packages need, and `--no-recursive` stands beside it"};
}

/// The fields of --json about the plan.
Json plan_json(const Chosen& chosen, const PlanRoles& roles) {
    if (!chosen.plan) return Json::object();
    auto plan = to_json(*chosen.plan);
    plan["base_roles"] = chosen.plan->plan.base_roles;
    plan["roles_done"] = roles.done;
    return {{"plan", plan}};
}

int deploy(Context& context, Options options) {
    take_bundles(options);
    check_options(options);
    std::unique_ptr<ship::BundleWorkspace> bundles;
    if (!options.bundles.empty()) bundles = open_bundles(context, options);
    const auto chosen = bundles ? Chosen{keep(std::move(bundles->workspace)), std::nullopt}
                                : load_chosen(context, options.plan);
    const auto deploy_options = engine_options(options, chosen);
    if (options.cached) return deploy_cached(context, options, chosen.workspace, deploy_options);
    const auto target = bundles ? open_target(context, options.target, chosen.workspace.config,
                                              dev_name(*bundles, chosen))
                                : open_target(context, options.target, chosen);
    PlanRoles roles;
    if (chosen.plan)
        roles = prepare_plan(context, chosen, target, deploy_options, options.maintenance_db);
    if (roles.refusal)
        return print_report(context, *roles.refusal, deploy_words, nullptr,
                            plan_json(chosen, roles));

    RunObserver observer{context, "deploying"};
    std::vector<std::string> sql;
    if (options.sql) observer.collect_sql(sql);
    auto report = engine::deploy(target, chosen.workspace, deploy_options, observer.observer());
    observer.clear();
    hint_at_bundles(options, report);
    const int status = print_report(context, report, deploy_words, options.sql ? &sql : nullptr,
                                    plan_json(chosen, roles));
    if (report.failure && !roles.done.empty() && !options.dry_run)
        context.note(
            "The base roles stay: they belong to the whole cluster and were committed before.");
    return status;
}

void add_options(CLI::App& app, Options& options) {
    add_packages(app, options.packages, "Stop after this change of the package");
    add_flag(app, "--createdb", options.create_database, "Create the database if it is missing");
    add_flag(app, "--cached", options.cached,
             "With --createdb: copy a prepared database, made by the first deployment of the same");
    add_flag(app, "--dry-run", options.dry_run, "Say what would be deployed; change nothing");
    add_flag(app, "--sql", options.sql, "With --dry-run: print the exact SQL");
    add_flag(app, "--verify,!--no-verify", options.verify,
             "Run verify scripts in the same transaction (default: "
             "deploy.verify, yes)");
    add_plan(app, options.plan);
    add_values(app, "--bundle", options.bundles, "FILE",
               "A bundle to deploy, or one that another bundle needs (repeatable)");
    add_tx(app, options.tx);
    add_flag(app, "--recursive,!--no-recursive", options.recursive,
             "Deploy what the package needs first (default: yes)");
    add_flag(app, "--log-only", options.log_only,
             "Record the changes without running their scripts");
    add_flag(app, "--allow-modified", options.allow_modified,
             "Go on although scripts of deployed changes differ now");
    add_flag(app, "-y,--yes", options.yes, "Accepted for scripts: deploy never asks");
    add_target(app, options.target, Access::write);
    add_value(app, "--maintenance-db", options.maintenance_db, "NAME",
              "With --plan: the database in which base roles are made (default: postgres)",
              Section::target);
}

Action add_deploy(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_options(app, *options);
    return [options](Context& context) { return deploy(context, *options); };
}

}  // namespace

constexpr Command deploy_command{
    .name = "deploy",
    .group = "Change a database",
    .summary = "Deploy pending changes to a database",
    .arguments = "[PACKAGE[:CHANGE|:@TAG] | FILE.tar.gz]",
    .description =
        "Deploys a package and everything it needs; without a package, the one of the current "
        "folder; at the workspace's root, all packages.\n"
        "\n"
        "One transaction holds everything: extensions, scripts, verify scripts and ledger rows commit "
        "together, or nothing does. Everything that can be checked is checked before the first "
        "statement. Several deployers at once are safe: one works, the others wait for it.\n"
        "\n"
        "With `--plan`, what a deployment plan names: its base roles first, in a transaction of "
        "their own that stays when the deployment then fails, then its packages as above.\n"
        "\n"
        "A file that ends in .tar.gz or .tgz is a bundle, as `pgmeta package` writes it: deployed "
        "without a workspace. Its digests are checked first, and what runs is its deploy scripts, "
        "never the executable copy it carries for other tools.",
    .examples =
        "pgmeta deploy --target dev:\n"
        "pgmeta deploy my-package --database app --createdb\n"
        "pgmeta deploy --database app_test --createdb --cached\n"
        "pgmeta deploy my-package:@v1.2.0 --target staging\n"
        "pgmeta deploy --plan saas-tenants --target dev:\n"
        "pgmeta deploy blog--1.0.0.bundle.tar.gz --target staging\n"
        "pgmeta deploy blog.tgz --bundle people.tgz --target staging\n"
        "pgmeta deploy --dry-run --target postgresql://deployer@db.example.com/app\n",
    .json =
        "ok: true when all went well\n"
        "command: deploy\n"
        "target: user@host:port/database\n"
        "dry_run: true when nothing was touched\n"
        "deployed: list of {package, change}, committed, in order\n"
        "already: number of changes that were deployed before\n"
        "rolled_back: list of {package, change} that ran and were rolled back\n"
        "pending: list of {package, change} that were not attempted\n"
        "extensions: names of the extensions created by this run\n"
        "ledger_created: true when this run created the ledger\n"
        "database_created: true when this run created the database\n"
        "database_dropped: true when it was dropped again\n"
        "elapsed_ms: milliseconds\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "problems: list of problems found before the first statement, as in `check`\n"
        "plan: with --plan, {name, file, packages, base_roles, roles_done: what was done about "
        "the base roles, in words}\n"
        "sql: with --dry-run --sql: list of messages\n"
        "error: when not ok: {id, message, fault, exit_code, location: {file, line, column}, "
        "frames, hints}, and of a server's error {sqlstate, change, script, source_line, "
        "server_message, detail, server_hint, context, internal_query, schema, table, column, "
        "datatype, constraint} as far as known\n",
    .add = add_deploy,
};

}  // namespace pgmeta::cli

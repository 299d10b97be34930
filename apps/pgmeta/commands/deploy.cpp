// SPDX-License-Identifier: MIT
#include "pgmeta/engine/deploy.hpp"

#include "commands/commands.hpp"
#include "options/deploying.hpp"
#include "options/packages.hpp"
#include "options/register.hpp"
#include "options/target.hpp"
#include "output/report.hpp"
#include "output/run_observer.hpp"
#include "pgmeta/base/error.hpp"
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

engine::DeployOptions engine_options(const Options& options,
                                     const workspace::Workspace& workspace) {
    engine::DeployOptions result;
    if (const auto chosen = select_package(workspace, options.packages))
        result.roots.push_back(*chosen);
    if (!options.recursive && result.roots.empty()) {
        throw Error{Fault::usage, "package-missing",
                    "`--no-recursive` expects a package, and none is named"}
            .hint("`pgmeta deploy PACKAGE --no-recursive`");
    }
    result.tx = choose_tx(options.tx, workspace.config);
    result.recursive = options.recursive;
    result.verify = options.verify.value_or(workspace.config.deploy_verify.value.value_or(true));
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
    if (options.dry_run || options.log_only || !options.recursive)
        throw Error{Fault::usage, "option-value",
                    "`--cached` goes with neither `--dry-run`, `--log-only` nor `--no-recursive`"};
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

int deploy(Context& context, const Options& options) {
    check_cached(options);
    if (options.sql && !options.dry_run) {
        throw Error{Fault::usage, "option-value", "`--sql` expects `--dry-run` beside it"}.hint(
            "`pgmeta deploy --dry-run --sql` prints the SQL and touches nothing");
    }
    const auto workspace = context.load_workspace();
    const auto deploy_options = engine_options(options, workspace);
    if (options.cached) return deploy_cached(context, options, workspace, deploy_options);
    const auto target = open_target(context, options.target, workspace.config);

    RunObserver observer{context, "deploying"};
    std::vector<std::string> sql;
    if (options.sql) observer.collect_sql(sql);
    const auto report = engine::deploy(target, workspace, deploy_options, observer.observer());
    observer.clear();
    return print_report(context, report, deploy_words, options.sql ? &sql : nullptr);
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
    add_tx(app, options.tx);
    add_flag(app, "--recursive,!--no-recursive", options.recursive,
             "Deploy what the package needs first (default: yes)");
    add_flag(app, "--log-only", options.log_only,
             "Record the changes without running their scripts");
    add_flag(app, "--allow-modified", options.allow_modified,
             "Go on although scripts of deployed changes differ now");
    add_flag(app, "-y,--yes", options.yes, "Accepted for scripts: deploy never asks");
    add_target(app, options.target, Access::write);
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
    .arguments = "[PACKAGE[:CHANGE|:@TAG]]",
    .description =
        "Deploys a package and everything it needs; without a package, the one of the current "
        "folder; at the workspace's root, all packages.\n"
        "\n"
        "One transaction holds everything: extensions, scripts, verify scripts and ledger rows commit "
        "together, or nothing does. Everything that can be checked is checked before the first "
        "statement. Several deployers at once are safe: one works, the others wait for it.",
    .examples =
        "pgmeta deploy --target dev:\n"
        "pgmeta deploy my-package --database app --createdb\n"
        "pgmeta deploy --database app_test --createdb --cached\n"
        "pgmeta deploy my-package:@v1.2.0 --target staging\n"
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
        "sql: with --dry-run --sql: list of messages\n"
        "error: when not ok: {id, message, fault, exit_code, location: {file, line, column}, "
        "frames, hints}, and of a server's error {sqlstate, change, script, source_line, "
        "server_message, detail, server_hint, context, internal_query, schema, table, column, "
        "datatype, constraint} as far as known\n",
    .add = add_deploy,
};

}  // namespace pgmeta::cli

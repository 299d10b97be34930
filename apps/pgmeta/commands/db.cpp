// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
#include "context.hpp"
#include "options/duration.hpp"
#include "options/register.hpp"
#include "options/target.hpp"
#include "output/json.hpp"
#include "output/report.hpp"
#include "output/run_observer.hpp"
#include "output/table.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/testkit/prepared.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct PrepareOptions {
    std::vector<std::string> arguments;
    TargetOptions target;
    std::optional<bool> verify;
    bool replace = false;
    std::int64_t spares = 0;
};

testkit::Recipe recipe_of(const workspace::Workspace& workspace, const PrepareOptions& options) {
    testkit::Recipe recipe;
    for (std::size_t i = 1; i < options.arguments.size(); ++i)
        recipe.roots.push_back(workspace::select(workspace, options.arguments[i]));
    if (recipe.roots.empty() && workspace.current != nullptr)
        recipe.roots.push_back({workspace.current, workspace::Selection::npos});
    recipe.verify = options.verify.value_or(workspace.config.deploy_verify.value.value_or(true));
    return recipe;
}

void drop_ours(const engine::Target& target, const std::string& name) {
    try {
        testkit::drop_prepared(target, name, true);
    } catch (const Error& error) {
        if (error.id() != "database-unknown") throw;
    }
}

void print_made(Context& context, const testkit::Made& made, const pg::ConnInfo& info) {
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(made.elapsed);
    if (context.globals().json) {
        print(context.out(), Json{{"ok", true},
                                  {"command", "db prepare"},
                                  {"database", made.name},
                                  {"target", info.describe()},
                                  {"template", made.template_name},
                                  {"built", made.built},
                                  {"spare", made.spare},
                                  {"elapsed_ms", milliseconds.count()}});
        return;
    }
    if (context.globals().quiet) return;
    const auto* how = made.built ? "deployed and copied" : made.spare ? "made ahead" : "copied";
    context.out() << fmt::format("{} is ready ({}, {} ms).\n", info.describe(), how,
                                 milliseconds.count());
}

int prepare(Context& context, const PrepareOptions& options) {
    if (options.arguments.empty())
        throw Error{Fault::usage, "database-name-missing",
                    "`db prepare` expects the name of a database to make"}
            .hint("`pgmeta db prepare app_test`");
    const auto& name = options.arguments.front();
    const auto workspace = context.load_workspace();
    const auto server = open_server(context, options.target, workspace.config);
    refuse_protected(server.maintenance, false, "pgmeta db prepare");
    RunObserver observer{context, "deploying"};
    testkit::Prepared prepared{server.maintenance, workspace, recipe_of(workspace, options),
                               observer.observer(), std::string{version()}};
    if (options.replace) drop_ours(server.maintenance, name);
    const auto made = prepared.make_checked(name, testkit::DatabaseKind::clone);
    observer.clear();
    if (made.report && made.report->failure)
        return print_report(context, *made.report, deploy_words);
    if (options.spares > 0) prepared.make_spares(static_cast<std::size_t>(options.spares));
    print_made(context, made, prepared.target_of(name).info);
    return 0;
}

struct ServerOptions {
    TargetOptions target;
    std::vector<std::string> names;
    bool force = false;
    std::string unused_for = "168h";
};

Json to_json(const testkit::PreparedDatabase& database) {
    return {{"name", database.name},
            {"kind", testkit::to_string(database.marker.kind)},
            {"packages", database.marker.packages},
            {"fingerprint", database.marker.fingerprint},
            {"bytes", database.bytes},
            {"sessions", database.sessions},
            {"idle_seconds", database.idle_seconds}};
}

std::string spell_size(std::int64_t bytes) {
    constexpr double megabyte = 1e6;
    if (bytes < 0) return "?";
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) / megabyte);
}

int list(Context& context, const ServerOptions& options) {
    const auto config = context.load_config();
    const auto server = open_server(context, options.target, config);
    const auto databases = testkit::list_prepared(server.maintenance);
    if (context.globals().json) {
        auto items = Json::array();
        for (const auto& database : databases)
            items.push_back(to_json(database));
        print(context.out(), Json{{"ok", true}, {"command", "db list"}, {"databases", items}});
        return 0;
    }
    if (databases.empty()) {
        context.out() << "No prepared databases; `pgmeta db prepare NAME` makes one.\n";
        return 0;
    }
    Table table{{"database", "kind", "size", "sessions", "idle", "packages"}};
    for (const auto& database : databases)
        table.add({database.name, std::string{testkit::to_string(database.marker.kind)},
                   spell_size(database.bytes), std::to_string(database.sessions),
                   spell(std::chrono::seconds{database.idle_seconds}), database.marker.packages});
    table.print(context.out(), context.out_style());
    return 0;
}

int print_dropped(Context& context,
                  std::string_view command,
                  const std::vector<std::string>& names) {
    if (context.globals().json) {
        print(context.out(), Json{{"ok", true}, {"command", command}, {"dropped", names}});
        return 0;
    }
    if (context.globals().quiet) return 0;
    for (const auto& name : names)
        context.out() << "- " << name << '\n';
    context.out() << fmt::format("{} dropped.\n", count_of(names.size(), "database"));
    return 0;
}

int drop(Context& context, const ServerOptions& options) {
    if (options.names.empty())
        throw Error{Fault::usage, "database-name-missing",
                    "`db drop` expects the name of a database"}
            .hint("`pgmeta db list` names those that pgmeta made");
    const auto config = context.load_config();
    const auto server = open_server(context, options.target, config);
    refuse_protected(server.maintenance, false, "pgmeta db drop");
    for (const auto& name : options.names)
        testkit::drop_prepared(server.maintenance, name, options.force);
    return print_dropped(context, "db drop", options.names);
}

int gc(Context& context, const ServerOptions& options) {
    const auto config = context.load_config();
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(
        parse_duration(options.unused_for, "`--unused-for`"));
    const auto server = open_server(context, options.target, config);
    refuse_protected(server.maintenance, false, "pgmeta db gc");
    return print_dropped(context, "db gc", testkit::collect_garbage(server.maintenance, age));
}

Action add_prepare(CLI::App& app) {
    auto options = std::make_shared<PrepareOptions>();
    add_argument(app, "NAME", options->arguments,
                 "The database to make, then packages by any of their names (default: the package "
                 "of the current folder; at the workspace's root, all)");
    add_flag(app, "--replace", options->replace,
             "Drop a database of this name first, if `db prepare` made it");
    add_flag(app, "--verify,!--no-verify", options->verify,
             "Run verify scripts when the template is deployed (default: deploy.verify, yes)");
    add_number(app, "--spares", options->spares, "N",
               "Leave N copies made ahead: later calls only rename one");
    add_target(app, options->target, Access::write);
    return [options](Context& context) { return prepare(context, *options); };
}

Action add_list(CLI::App& app) {
    auto options = std::make_shared<ServerOptions>();
    add_target(app, options->target, Access::read);
    return [options](Context& context) { return list(context, *options); };
}

Action add_drop(CLI::App& app) {
    auto options = std::make_shared<ServerOptions>();
    add_argument(app, "NAME", options->names, "Databases that `pgmeta db list` names");
    add_flag(app, "--force", options->force, "End the sessions that are connected");
    add_target(app, options->target, Access::read);
    return [options](Context& context) { return drop(context, *options); };
}

Action add_gc(CLI::App& app) {
    auto options = std::make_shared<ServerOptions>();
    add_value(app, "--unused-for", options->unused_for, "TIME",
              "Templates and spares not used for so long go (default: 168h)");
    add_target(app, options->target, Access::read);
    return [options](Context& context) { return gc(context, *options); };
}

constexpr std::string_view group = "Test";

}  // namespace

constexpr Command db_prepare_command{
    .name = "db prepare",
    .group = group,
    .summary = "Make a deployed database by copying a template",
    .arguments = "NAME [PACKAGE...]",
    .description =
        "Makes database NAME with the packages, and what they need, deployed. The first call deploys "
        "a template database; later calls, of any process, copy it, as long as nothing that decides "
        "the outcome differs: packages, versions, scripts, extensions, server, settings. A template "
        "whose ledger is not what was deployed is dropped and made anew.\n"
        "\n"
        "A comment on the database says that it was made here; `db drop` and `db gc` touch no other. "
        "Settings and privileges of the database itself (ALTER DATABASE, GRANT ON DATABASE) are no "
        "part of a copy.",
    .examples =
        "pgmeta db prepare app_test\n"
        "pgmeta db prepare app_test billing --target dev: --replace\n",
    .json =
        "ok: true\n"
        "command: db prepare\n"
        "database: its name\n"
        "target: user@host:port/database\n"
        "template: name of the template\n"
        "built: true when this call deployed the template\n"
        "spare: true when a copy made ahead was taken\n"
        "elapsed_ms: milliseconds for the copy\n",
    .add = add_prepare,
};

constexpr Command db_list_command{
    .name = "db list",
    .group = group,
    .summary = "List the databases that were made by copying",
    .arguments = "",
    .description =
        "Lists templates, copies made ahead (spare), databases made for users (clone) and those of "
        "test runs (scratch).",
    .examples =
        "pgmeta db list\n"
        "pgmeta db list --json --target dev:\n",
    .json =
        "ok: true\n"
        "command: db list\n"
        "databases: list of {name, kind, packages, fingerprint, bytes, sessions, idle_seconds}\n",
    .add = add_list,
};

constexpr Command db_drop_command{
    .name = "db drop",
    .group = group,
    .summary = "Drop databases that were made by copying",
    .arguments = "NAME...",
    .description =
        "Drops databases that `db list` names, and refuses any other. One with sessions is refused "
        "unless `--force` is given.",
    .examples = "pgmeta db drop app_test\n",
    .json =
        "ok: true\n"
        "command: db drop\n"
        "dropped: names\n",
    .add = add_drop,
};

constexpr Command db_gc_command{
    .name = "db gc",
    .group = group,
    .summary = "Drop templates that nobody uses any more",
    .arguments = "",
    .description =
        "Drops templates and spares that were not used for a time, and what test runs that were "
        "killed left an hour ago or longer. Databases with sessions, those being made, and clones "
        "stay.",
    .examples =
        "pgmeta db gc\n"
        "pgmeta db gc --unused-for 24h\n",
    .json =
        "ok: true\n"
        "command: db gc\n"
        "dropped: names\n",
    .add = add_gc,
};

}  // namespace pgmeta::cli

// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
#include "context.hpp"
#include "options/register.hpp"
#include "options/target.hpp"
#include "output/json.hpp"
#include "output/shell.hpp"
#include "pgmeta/devserver/devserver.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    std::string name;
    std::string bindir;
};

devserver::Options server_options(Context& context, const Options& options) {
    forget_other_servers();
    devserver::Options result;
    result.bindir = options.bindir;
    result.progress = [&context](std::string_view text) { context.note(text); };
    result.interrupts = &context.interrupts();
    return result;
}

Json to_json(const devserver::Status& status, std::string_view command) {
    return {{"ok", true},
            {"command", command},
            {"exists", status.exists},
            {"running", status.running},
            {"pid", status.pid},
            {"version", status.version},
            {"data", status.layout.data.string()},
            {"socket", status.layout.socket.string()},
            {"log", status.layout.log.string()}};
}

int print_status(Context& context, const Options& options, std::string_view command) {
    const auto status = devserver::status(server_options(context, options));
    if (context.globals().json) {
        print(context.out(), to_json(status, command));
        return 0;
    }
    if (!status.exists) {
        context.out() << "The dev server was not made yet; `pgmeta dev start` makes it.\n";
        return 0;
    }
    context.out() << (status.running ? fmt::format("running, pid {}", status.pid)
                                     : std::string{"not running"})
                  << fmt::format(", PostgreSQL {}\n", status.version)
                  << fmt::format("data:   {}\n", status.layout.data.string())
                  << fmt::format("socket: {}\n", status.layout.socket.string())
                  << fmt::format("log:    {}\n", status.layout.log.string());
    return 0;
}

int start(Context& context, const Options& options) {
    devserver::start(server_options(context, options));
    return print_status(context, options, "dev start");
}

int stop(Context& context, const Options& options) {
    const bool stopped = devserver::stop(server_options(context, options));
    if (context.globals().json) {
        print(context.out(), Json{{"ok", true}, {"command", "dev stop"}, {"stopped", stopped}});
    } else if (!context.globals().quiet) {
        context.out() << (stopped ? "The dev server is stopped.\n"
                                  : "The dev server was not running.\n");
    }
    return 0;
}

int status(Context& context, const Options& options) {
    return print_status(context, options, "dev status");
}

/// The database of NAME, made if need be.
pg::ConnInfo open(Context& context, const Options& options) {
    const auto name =
        options.name.empty() ? default_dev_name(context, context.load_config()) : options.name;
    return devserver::open_database(server_options(context, options), name);
}

int url(Context& context, const Options& options) {
    const auto text = connection_url(open(context, options));
    if (context.globals().json) {
        print(context.out(), Json{{"ok", true}, {"command", "dev url"}, {"url", text}});
    } else {
        context.out() << text << '\n';
    }
    return 0;
}

int env(Context& context, const Options& options) {
    const auto variables = connection_variables(open(context, options));
    if (context.globals().json) {
        Json values = Json::object();
        for (const auto& [name, value] : variables)
            values[name] = value;
        print(context.out(), Json{{"ok", true}, {"command", "dev env"}, {"variables", values}});
        return 0;
    }
    for (const auto& [name, value] : variables)
        context.out() << fmt::format("export {}={}\n", name, shell_quoted(value));
    return 0;
}

void add_bindir(CLI::App& app, Options& options) {
    add_value(app, "--bindir", options.bindir, "DIR",
              "Folder of initdb and postgres (default: PGMETA_PG_BINDIR, then the newest "
              "installed)");
}

using Work = int (*)(Context&, const Options&);

template <Work work>
Action add_server_command(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_bindir(app, *options);
    return [options](Context& context) { return work(context, *options); };
}

template <Work work>
Action add_database_command(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "NAME", options->name, "The database (default: the workspace's folder)");
    add_bindir(app, *options);
    return [options](Context& context) { return work(context, *options); };
}

constexpr std::string_view group = "Private local server";

constexpr std::string_view status_fields =
    "ok: true\n"
    "command: dev start or dev status\n"
    "exists: true when the cluster was made\n"
    "running: true when it answers\n"
    "pid: of the server; 0 when it does not run\n"
    "version: of the cluster, like 15\n"
    "data, socket, log: where they are\n";

}  // namespace

constexpr Command dev_start_command{
    .name = "dev start",
    .group = group,
    .summary = "Start the private local PostgreSQL",
    .arguments = "",
    .description =
        "Starts the PostgreSQL behind `dev:` targets, and makes it first when there is none: one per "
        "user, from the installed server programs, reachable by a unix socket only, with settings "
        "for throwaway speed. `dev:` targets start it by themselves.",
    .examples = "pgmeta dev start\n",
    .json = status_fields,
    .add = add_server_command<start>,
};

constexpr Command dev_stop_command{
    .name = "dev stop",
    .group = group,
    .summary = "Stop the private local PostgreSQL",
    .arguments = "",
    .description = "Stops the server cleanly and ends its sessions. Its databases stay.",
    .examples = "pgmeta dev stop\n",
    .json =
        "ok: true\n"
        "command: dev stop\n"
        "stopped: false when it was not running\n",
    .add = add_server_command<stop>,
};

constexpr Command dev_status_command{
    .name = "dev status",
    .group = group,
    .summary = "Say whether it runs and where its data is",
    .arguments = "",
    .description =
        "Shows whether the private local PostgreSQL exists and runs, its version, and "
        "where its data, socket and log are. Starts nothing.",
    .examples =
        "pgmeta dev status\n"
        "pgmeta dev status --json\n",
    .json = status_fields,
    .add = add_server_command<status>,
};

constexpr Command dev_url_command{
    .name = "dev url",
    .group = group,
    .summary = "Print the URL of a database in it",
    .arguments = "[NAME]",
    .description =
        "Prints the URL of a database of the private local PostgreSQL. Starts the server "
        "and makes the database when need be.",
    .examples =
        "psql \"$(pgmeta dev url)\"\n"
        "pgmeta dev url scratch\n",
    .json =
        "ok: true\n"
        "command: dev url\n"
        "url: a postgresql:// URL\n",
    .add = add_database_command<url>,
};

constexpr Command dev_env_command{
    .name = "dev env",
    .group = group,
    .summary = "Print its variables for a shell",
    .arguments = "[NAME]",
    .description =
        "Prints PGHOST, PGPORT, PGUSER, PGDATABASE and DATABASE_URL of a database of the private "
        "local PostgreSQL as quoted exports for `eval`. Starts the server and makes the database "
        "when need be.",
    .examples = "eval \"$(pgmeta dev env)\"\n",
    .json =
        "ok: true\n"
        "command: dev env\n"
        "variables: object of name and value\n",
    .add = add_database_command<env>,
};

}  // namespace pgmeta::cli

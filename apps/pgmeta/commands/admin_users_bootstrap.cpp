// SPDX-License-Identifier: MIT
#include "commands/admin_users.hpp"
#include "commands/commands.hpp"
#include "options/register.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/roles/wanted.hpp"

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    RoleOptions roles;
    bool client = false;
    std::string client_timeout;
};

int bootstrap(Context& context, const Options& options) {
    const auto config = context.load_config();
    std::optional<roles::ClientRole> client;
    if (options.client) client.emplace();
    if (!options.client_timeout.empty()) {
        if (!client)
            throw Error{Fault::usage, "options-contradict",
                        "`--client-timeout` is about authenticated_client, and expects `--client`"};
        client->statement_timeout = options.client_timeout;
    }
    const RoleChange change{"admin-users bootstrap",
                            roles::base_roles(choose_names(options.roles, config), client),
                            {}};
    if (options.roles.print_sql) return print_sql(context, change.steps);

    auto session = open_roles(context, options.roles, config, change.command);
    RoleReport report;
    report.dry_run = options.roles.dry_run;
    carry_out(session, change, roles::read_cluster(session.connection), report);
    return print_report(context, change.command, session, report);
}

Action add_bootstrap(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_flag(app, "--client", options->client,
             "Also authenticated_client: a member of authenticated with a statement timeout");
    add_value(app, "--client-timeout", options->client_timeout, "TIME",
              "statement_timeout of authenticated_client (default: 15s)");
    add_role_options(app, options->roles, Access::write);
    return [options](Context& context) { return bootstrap(context, *options); };
}

}  // namespace

constexpr Command admin_users_bootstrap_command{
    .name = "admin-users bootstrap",
    .group = "Manage roles",
    .summary = "Make the base roles of a cluster",
    .arguments = "",
    .description =
        "Makes the roles anonymous and authenticated (no login, subject to row security) and "
        "administrator (no login, BYPASSRLS), and changes attributes of existing ones that differ. "
        "Where nothing differs nothing is written. Any number of these may run at once, on any "
        "machines.",
    .examples =
        "pgmeta admin-users bootstrap --target dev\n"
        "pgmeta admin-users bootstrap --client --role-names anonymous=web_anon\n"
        "pgmeta admin-users bootstrap --print-sql | psql -d postgres\n",
    .json =
        "ok: true\n"
        "command: admin-users bootstrap\n"
        "target: user@host:port/database\n"
        "dry_run: true when nothing was touched\n"
        "changed: true when something was written\n"
        "done: list of what was done, or would be, in words\n"
        "remarks: list of what the server said or what was left alone\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_bootstrap,
};

}  // namespace pgmeta::cli

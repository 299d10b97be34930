// SPDX-License-Identifier: MIT
#include "options/roles_options.hpp"

#include "options/register.hpp"
#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace pgmeta::cli {

namespace {

/// True when the PG* variables name a server and nothing names a database: enough for roles.
bool only_server_named(const Context& context, const TargetOptions& options) {
    const auto any_set = [&](std::initializer_list<const char*> names) {
        return std::any_of(names.begin(), names.end(),
                           [&](const char* name) { return context.environment(name).has_value(); });
    };
    return options.target.empty() && options.database.empty() &&
           !any_set({"PGMETA_TARGET", "DATABASE_URL", "PGDATABASE", "PGSERVICE"}) &&
           any_set({"PGHOST", "PGHOSTADDR", "PGPORT", "PGUSER"});
}

engine::Target role_target(Context& context,
                           const RoleOptions& options,
                           const workspace::Config& config) {
    auto named = options.target;
    if (only_server_named(context, named)) named.database = options.maintenance_db;
    return open_target(context, named, config);
}

std::string lock_timeout_of(const engine::Target& target) {
    // Zero would mean no limit.
    return fmt::format("{}ms", std::max<long long>(target.lock_wait.count(), 1));
}

void tell_target(Context& context, const pg::Connection& connection) {
    const auto version = connection.parameter("server_version");
    context.note(fmt::format("target: roles of {}, PostgreSQL {}", printable(connection.describe()),
                             version.substr(0, version.find(' '))));
}

Diagnostic reduced_safety(const std::string& maintenance, const Error& why) {
    return {Severity::warning,
            "maintenance-database-closed",
            {},
            fmt::format("database `{}` cannot be reached, so programs that change roles from other "
                        "databases are held off less surely: {}",
                        maintenance, why.message()),
            {"`--maintenance-db NAME` names a database that everyone can reach"}};
}

bool is_local_host(std::string_view host) {
    return host.empty() || host.front() == '/' || host.front() == '@' || host == "localhost" ||
           host == "::1" || host.starts_with("127.");
}

}  // namespace

void add_role_options(CLI::App& app, RoleOptions& options, Access access) {
    if (access == Access::write) {
        add_flag(app, "--dry-run", options.dry_run, "Say what would be done; change nothing");
        add_flag(app, "--print-sql", options.print_sql,
                 "Print the exact SQL for psql, verifiers as psql variables; connect to nothing");
        add_flag(app, "-y,--yes", options.yes, "Do not ask");
    }
    add_value(app, "--role-names", options.names, "KEY=NAME,…",
              "Names of the base roles (default: roles of pgmeta.yaml, db.roles of pgpm.json)");
    add_value(app, "--maintenance-db", options.maintenance_db, "NAME",
              "The database to work in, the same for everyone (default: postgres)",
              Section::target);
    add_target(app, options.target, Access::read);
    if (access == Access::write)
        add_value(app, "--lock-wait", options.target.lock_wait, "TIME",
                  "How long to wait for others who change roles (default: deploy.lock_wait, 60s)",
                  Section::target);
}

roles::RoleNames choose_names(const RoleOptions& options, const workspace::Config& config) {
    auto names = roles::role_names(config);
    if (!options.names.empty()) roles::override_names(names, options.names);
    roles::check_names(names);
    return names;
}

std::optional<pg::Connection> RoleSession::open(const std::string& database) const {
    auto there = target;
    there.info.set("dbname", database);
    try {
        return engine::connect(there, "admin-users");
    } catch (const Error& error) {
        if (error.id() != "connection-failed") throw;
        return std::nullopt;
    }
}

RoleSession open_maintenance(Context& context,
                             const engine::Target& chosen,
                             const std::string& maintenance_db,
                             std::string_view command) {
    auto target = chosen;
    target.lock_timeout = lock_timeout_of(chosen);
    target.statement_timeout.clear();
    const auto own = chosen.info.effective("dbname");
    target.info.set("dbname", maintenance_db);
    try {
        return {target, engine::connect(target, command)};
    } catch (const Error& error) {
        if (error.id() != "connection-failed" || own.empty() || own == maintenance_db) throw;
        target.info.set("dbname", own);
        RoleSession session{target, engine::connect(target, command)};
        context.warn(reduced_safety(maintenance_db, error));
        return session;
    }
}

RoleSession open_roles(Context& context,
                       const RoleOptions& options,
                       const workspace::Config& config,
                       std::string_view command) {
    auto session = open_maintenance(context, role_target(context, options, config),
                                    options.maintenance_db, command);
    tell_target(context, session.connection);
    return session;
}

bool is_local(const pg::ConnInfo& info) {
    auto hosts = info.effective("hostaddr");
    if (hosts.empty()) hosts = info.effective("host");
    std::string_view rest = hosts;
    while (true) {
        const auto comma = rest.find(',');
        if (!is_local_host(rest.substr(0, comma))) return false;
        if (comma == std::string_view::npos) return true;
        rest.remove_prefix(comma + 1);
    }
}

}  // namespace pgmeta::cli

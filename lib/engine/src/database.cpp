// SPDX-License-Identifier: MIT
#include "database.hpp"

#include "pgmeta/sqltext/quote.hpp"

#include <fmt/format.h>

namespace pgmeta::engine {

namespace {

std::string database_name(const Target& target) {
    auto name = target.info.effective("dbname");
    return name.empty() ? target.info.effective("user") : name;
}

bool is_listed(pg::Connection& connection, const std::string& name) {
    return connection.query("SELECT 1 FROM pg_catalog.pg_database WHERE datname = $1", {name})
               .rows() == 1;
}

/// DROP DATABASE waits for sessions to leave, and would take along what they deployed: so the door
/// is closed first, and only an empty database goes.
std::string drop_unless_used(pg::Connection& connection, const std::string& name, int our_pid) {
    const auto quoted = sqltext::quote_identifier(name);
    connection.query(fmt::format("ALTER DATABASE {} ALLOW_CONNECTIONS false", quoted));
    try {
        const auto others = connection.query(
            "SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE datname = $1 AND pid <> $2",
            {name, std::to_string(our_pid)});
        if (others.integer(0, 0) == 0) {
            connection.query(fmt::format("DROP DATABASE {}", quoted));
            return {};
        }
    } catch (const Error&) {
        connection.query(fmt::format("ALTER DATABASE {} ALLOW_CONNECTIONS true", quoted));
        throw;
    }
    connection.query(fmt::format("ALTER DATABASE {} ALLOW_CONNECTIONS true", quoted));
    return "others are connected to it";
}

}  // namespace

Target maintenance_target(const Target& target) {
    Target maintenance = target;
    maintenance.info.set("dbname", "postgres");
    return maintenance;
}

bool database_exists(const Target& target) {
    auto connection = connect(maintenance_target(target), "deploy");
    return is_listed(connection, database_name(target));
}

bool takes_connections(const Target& target) {
    auto connection = connect(maintenance_target(target), "deploy");
    const auto row =
        connection.query("SELECT datallowconn FROM pg_catalog.pg_database WHERE datname = $1",
                         {database_name(target)});
    return row.rows() == 1 && row.boolean(0, 0);
}

bool create_database_if_missing(const Target& target) {
    auto connection = connect(maintenance_target(target), "deploy");
    const auto name = database_name(target);
    if (is_listed(connection, name)) return false;
    try {
        connection.query(fmt::format("CREATE DATABASE {}", sqltext::quote_identifier(name)));
        return true;
    } catch (Error& error) {
        // Somebody else created it between the look and the statement.
        if (error.sqlstate() == "42P04" || error.sqlstate() == "23505") return false;
        error.add_frame(fmt::format("while creating database `{}`", name));
        if (error.sqlstate() == "42501")
            error.add_hint("the role needs CREATEDB, or let somebody else create the database");
        throw;
    }
}

std::string drop_created_database(const Target& target, int our_pid) {
    const auto name = database_name(target);
    try {
        auto maintenance = maintenance_target(target);
        maintenance.interrupts = nullptr;  // it goes after Ctrl-C, too
        auto connection = connect(maintenance, "deploy");
        return drop_unless_used(connection, name, our_pid);
    } catch (const Error& error) {
        return error.message();
    }
}

}  // namespace pgmeta::engine

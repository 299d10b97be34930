// SPDX-License-Identifier: MIT
#include "pgmeta/devserver/devserver.hpp"

#include "cluster.hpp"
#include "home.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/pg/connection.hpp"
#include "pgmeta/sqltext/quote.hpp"
#include "programs.hpp"

#include <fmt/format.h>

namespace pgmeta::devserver {

namespace {

/// What libpq would otherwise take from PG* variables, which are about another server.
pg::ConnInfo connection_to(const Layout& layout, std::string_view database) {
    pg::ConnInfo info;
    info.set("host", layout.socket.native());
    info.set("port", "5432");
    info.set("user", "postgres");
    info.set("dbname", database);
    return info;
}

bool is_ready(const Layout& layout) {
    const auto server = running_server(layout);
    return server && server->ready;
}

void check_database_name(std::string_view name) {
    constexpr std::size_t longest = 63;  // NAMEDATALEN - 1; the server would cut it silently
    if (!name.empty() && name.size() <= longest) return;
    throw Error{
        Fault::usage, "bad-database-name",
        fmt::format("expected a database name of 1 to {} bytes, found `{}`", longest, name)};
}

void create_database(pg::Connection& connection, std::string_view name) {
    const auto known = connection.query("SELECT 1 FROM pg_database WHERE datname = $1", {name});
    if (known.rows() > 0) return;
    try {
        connection.query("CREATE DATABASE " + sqltext::quote_identifier(name));
    } catch (const Error& e) {
        // Somebody else has just made it.
        if (e.sqlstate() != "42P04" && e.sqlstate() != "23505") throw;
    }
}

}  // namespace

pg::ConnInfo start(const Options& options) {
    const auto& layout = options.layout;
    const auto user = server_user();
    prepare_folders(layout, user);
    if (is_ready(layout)) return connection_to(layout, "postgres");
    const HomeLock lock{layout, options.timeout, options.interrupts};
    if (is_ready(layout)) return connection_to(layout, "postgres");
    const auto version = cluster_version(layout);
    const auto bindir = version.empty()
                            ? find_server_programs(options.bindir)
                            : find_programs_of_version(options.bindir, version, layout.data);
    if (version.empty()) make_cluster(options, user, bindir);
    start_server(options, user, bindir);
    return connection_to(layout, "postgres");
}

bool stop(const Options& options) {
    check_folders(options.layout, server_user());
    if (!running_server(options.layout)) return false;
    const HomeLock lock{options.layout, options.timeout, options.interrupts};
    const auto server = running_server(options.layout);
    if (server) stop_server(options, *server);
    return server.has_value();
}

Status status(const Options& options) {
    check_folders(options.layout, server_user());
    Status result;
    result.layout = options.layout;
    result.version = cluster_version(options.layout);
    result.exists = !result.version.empty();
    if (const auto server = running_server(options.layout)) {
        result.running = server->ready;
        result.pid = server->pid;
    }
    return result;
}

pg::ConnInfo open_database(const Options& options, std::string_view name) {
    check_database_name(name);
    const auto info = start(options);
    auto connection = pg::Connection::open(info, {.interrupts = options.interrupts});
    create_database(connection, name);
    return connection_to(options.layout, name);
}

}  // namespace pgmeta::devserver

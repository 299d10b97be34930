// SPDX-License-Identifier: MIT
#include "databases.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/sqltext/quote.hpp"
#include "pgmeta/testkit/prepared.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta::testkit {

namespace {

constexpr std::chrono::seconds shortest_for_leftovers{3600};

pg::Connection connect_to_maintenance(engine::Target target) {
    target.info.set("dbname", "postgres");
    return engine::connect(target, "db");
}

std::vector<PreparedDatabase> list(pg::Connection& connection) {
    const auto rows = connection.query(
        "SELECT d.datname, pg_catalog.shobj_description(d.oid, 'pg_database'), "
        "CASE WHEN pg_catalog.has_database_privilege(d.oid, 'CONNECT') "
        "THEN pg_catalog.pg_database_size(d.oid) ELSE -1 END, "
        "(SELECT count(*) FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid), "
        "extract(epoch FROM now())::bigint "
        "FROM pg_catalog.pg_database d "
        "WHERE pg_catalog.shobj_description(d.oid, 'pg_database') LIKE 'pgmeta prepared database%' "
        "ORDER BY d.datname");
    std::vector<PreparedDatabase> result;
    for (int i = 0; i < rows.rows(); ++i) {
        auto marker = read_marker(rows.text(i, 1));
        if (!marker) continue;
        const auto idle = rows.integer(i, 4) - std::max(marker->created, marker->used);
        result.push_back({rows.text(i, 0), *std::move(marker), rows.integer(i, 2),
                          static_cast<int>(rows.integer(i, 3)), idle});
    }
    return result;
}

bool is_garbage(const PreparedDatabase& database, std::chrono::seconds age) {
    const std::chrono::seconds idle{database.idle_seconds};
    if (database.sessions > 0) return false;
    switch (database.marker.kind) {
        case DatabaseKind::template_database:
        case DatabaseKind::spare:
            return idle >= age;
        case DatabaseKind::building:
        case DatabaseKind::scratch:
            return idle >= std::max(age, shortest_for_leftovers);
        case DatabaseKind::clone:
            return false;
    }
    return false;
}

}  // namespace

std::vector<PreparedDatabase> list_prepared(const engine::Target& target) {
    auto connection = connect_to_maintenance(target);
    return list(connection);
}

void drop_prepared(const engine::Target& target, const std::string& name, bool force) {
    auto connection = connect_to_maintenance(target);
    const auto row = connection.query(
        "SELECT pg_catalog.shobj_description(oid, 'pg_database') FROM pg_catalog.pg_database "
        "WHERE datname = $1",
        {name});
    if (row.rows() == 0)
        throw Error{Fault::usage, "database-unknown",
                    fmt::format("no database is named `{}`", name)}
            .hint("`pgmeta db list` names those that pgmeta made");
    if (!read_marker(row.text(0, 0)))
        throw Error{
            Fault::conflict, "database-not-ours",
            fmt::format("database `{}` was not made by `pgmeta db`, and is left alone", name)}
            .hint("DROP DATABASE with psql");
    if (const int sessions = sessions_in(connection, name); sessions > 0 && !force)
        throw Error{Fault::conflict, "database-in-use",
                    fmt::format("database `{}` has {}", name,
                                count_of(static_cast<std::size_t>(sessions), "session"))}
            .hint("`--force` ends them");
    drop_by_force(connection, name);
}

std::vector<std::string> collect_garbage(const engine::Target& target, std::chrono::seconds age) {
    auto connection = connect_to_maintenance(target);
    std::vector<std::string> dropped;
    for (const auto& database : list(connection)) {
        if (!is_garbage(database, age)) continue;
        // Whoever builds this template, or is about to, has the lock.
        const auto lock = BuildLock::attempt(connection, database.marker.fingerprint);
        if (!lock) continue;
        drop_by_force(connection, database.name);
        dropped.push_back(database.name);
    }
    return dropped;
}

}  // namespace pgmeta::testkit

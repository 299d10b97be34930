// SPDX-License-Identifier: MIT
#include "pgmeta/base/text.hpp"
#include "pgmeta/roles/cluster.hpp"

#include <utility>

namespace pgmeta::roles {

namespace {

constexpr std::string_view why =
    "CASE d.deptype WHEN 'o' THEN 'owner' WHEN 'a' THEN 'privilege' WHEN 'i' THEN 'privilege' "
    "WHEN 'r' THEN 'policy' ELSE d.deptype::text END";

/// Rows of pg_shdepend about the role; CONNECT alone on a database does not count, since removing
/// the role takes it away first.
constexpr std::string_view rows_of_role =
    " FROM pg_catalog.pg_shdepend d"
    " JOIN pg_catalog.pg_roles r ON r.oid = d.refobjid"
    " WHERE d.refclassid = 'pg_catalog.pg_authid'::regclass AND r.rolname = $1"
    " AND NOT (d.classid = 'pg_catalog.pg_database'::regclass AND d.deptype = 'a'"
    "   AND NOT EXISTS (SELECT FROM pg_catalog.pg_database x"
    "     CROSS JOIN LATERAL aclexplode(x.datacl) acl"
    "     WHERE x.oid = d.objid AND acl.grantee = r.oid AND acl.privilege_type <> 'CONNECT'))";

void describe_here(pg::Connection& connection,
                   const std::string& role,
                   const std::string& database,
                   std::vector<Dependent>& found) {
    const bool shared = database.empty();
    std::string sql = "SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid), ";
    sql += why;
    sql += rows_of_role;
    sql += shared ? " AND d.dbid = 0"
                  : " AND d.dbid = (SELECT oid FROM pg_catalog.pg_database"
                    " WHERE datname = pg_catalog.current_database())";
    sql += " ORDER BY 2, 1";
    const auto rows = connection.query(sql, {role});
    for (int i = 0; i < rows.rows(); ++i)
        found.push_back({database, rows.text(i, 0), rows.text(i, 1), true});
}

struct Count {
    std::string database;
    std::size_t objects = 0;
};

std::vector<Count> count_by_database(pg::Connection& connection, const std::string& role) {
    std::string sql = "SELECT b.datname, count(*)";
    sql += rows_of_role;
    sql.replace(sql.find(" WHERE "), 0, " LEFT JOIN pg_catalog.pg_database b ON b.oid = d.dbid");
    sql += " GROUP BY b.datname ORDER BY b.datname NULLS FIRST";
    const auto rows = connection.query(sql, {role});
    std::vector<Count> counts;
    for (int i = 0; i < rows.rows(); ++i)
        counts.push_back({rows.text(i, 0), static_cast<std::size_t>(rows.integer(i, 1))});
    return counts;
}

}  // namespace

std::vector<Dependent> read_dependents(pg::Connection& connection,
                                       const std::string& role,
                                       const OpenDatabase& open) {
    std::vector<Dependent> found;
    for (const auto& [database, objects] : count_by_database(connection, role)) {
        if (database.empty() || database == connection.database()) {
            describe_here(connection, role, database, found);
            continue;
        }
        if (auto there = open(database)) {
            describe_here(*there, role, database, found);
            continue;
        }
        found.push_back({database, count_of(objects, "object"), "unknown", false});
    }
    return found;
}

}  // namespace pgmeta::roles

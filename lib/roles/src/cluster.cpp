// SPDX-License-Identifier: MIT
#include "pgmeta/roles/cluster.hpp"

#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta::roles {

namespace {

// The options of memberships are columns from 16 on; by JSON they are simply absent before.
constexpr std::string_view read_everything = R"(
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SELECT current_user, (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user),
       has_column_privilege('pg_catalog.pg_authid', 'rolpassword', 'SELECT');
SELECT rolname, rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls,
       rolinherit, rolname ~ '^pg_' OR oid = 10, rolconnlimit, rolvaliduntil::text,
       coalesce(rolvaliduntil <= now(), false), pg_catalog.shobj_description(oid, 'pg_authid'),
       (SELECT count(*) FROM pg_catalog.pg_stat_activity a
          WHERE a.usesysid = r.oid AND (a.datid IS NOT NULL OR a.backend_type = 'walsender'))
  FROM pg_catalog.pg_roles r;
SELECT r.rolname, u.rolname, g.rolname, m.admin_option, to_jsonb(m)->>'inherit_option',
       to_jsonb(m)->>'set_option'
  FROM pg_catalog.pg_auth_members m
  JOIN pg_catalog.pg_roles r ON r.oid = m.roleid
  JOIN pg_catalog.pg_roles u ON u.oid = m.member
  LEFT JOIN pg_catalog.pg_roles g ON g.oid = m.grantor
  ORDER BY 1, 2, 3;
SELECT r.rolname, one
  FROM pg_catalog.pg_db_role_setting s
  JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
  CROSS JOIN LATERAL unnest(s.setconfig) AS one
  WHERE s.setdatabase = 0;
SELECT DISTINCT r.rolname, d.datname
  FROM pg_catalog.pg_database d
  CROSS JOIN LATERAL aclexplode(d.datacl) AS acl
  JOIN pg_catalog.pg_roles r ON r.oid = acl.grantee
  WHERE acl.privilege_type = 'CONNECT'
  ORDER BY 1, 2;
COMMIT)";

constexpr std::size_t session = 1;  // results, in order; 0 is BEGIN's
constexpr std::size_t roles = 2;
constexpr std::size_t memberships = 3;
constexpr std::size_t settings = 4;
constexpr std::size_t databases = 5;

Role role_of(const pg::Result& rows, int i) {
    Role role;
    role.name = rows.text(i, 0);
    int column = 1;
    for (const auto& row : attribute_rows)
        role.attributes.*(row.field) = rows.boolean(i, column++);
    role.inherit = rows.boolean(i, 7);
    role.system = rows.boolean(i, 8);
    role.connection_limit = static_cast<int>(rows.integer(i, 9));
    if (!rows.is_null(i, 10)) role.valid_until = rows.text(i, 10);
    role.expired = rows.boolean(i, 11);
    if (!rows.is_null(i, 12)) role.comment = rows.text(i, 12);
    role.sessions = static_cast<int>(rows.integer(i, 13));
    return role;
}

std::optional<bool> optional_bool(const pg::Result& rows, int i, int column) {
    if (rows.is_null(i, column)) return std::nullopt;
    return rows.text(i, column) == "true";
}

void add_setting(Cluster& cluster, const std::string& name, std::string_view text) {
    const auto role = cluster.roles.find(name);
    const auto equals = text.find('=');
    if (role == cluster.roles.end() || equals == std::string_view::npos) return;
    std::string key{text.substr(0, equals)};
    std::transform(key.begin(), key.end(), key.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    role->second.settings[key] = text.substr(equals + 1);
}

void read_verifiers(pg::Connection& connection, Cluster& cluster) {
    const auto rows = connection.query(
        "SELECT rolname, rolpassword FROM pg_catalog.pg_authid WHERE rolpassword IS NOT NULL");
    for (int i = 0; i < rows.rows(); ++i) {
        const auto role = cluster.roles.find(rows.text(i, 0));
        if (role != cluster.roles.end()) role->second.verifier = rows.text(i, 1);
    }
}

}  // namespace

bool Membership::is_usable() const {
    return inherit.value_or(true) || set.value_or(true);
}

const Role* Cluster::find(std::string_view name) const {
    const auto found = roles.find(name);
    return found == roles.end() ? nullptr : &found->second;
}

Cluster read_cluster(pg::Connection& connection) {
    const auto results = connection.query_all(read_everything);
    Cluster cluster;
    cluster.version = connection.server_version();
    cluster.user = results[session].text(0, 0);
    cluster.superuser = results[session].boolean(0, 1);
    cluster.verifiers_readable = results[session].boolean(0, 2);
    for (int i = 0; i < results[roles].rows(); ++i) {
        auto role = role_of(results[roles], i);
        cluster.roles.emplace(role.name, role);
    }
    const auto& member_rows = results[memberships];
    for (int i = 0; i < member_rows.rows(); ++i)
        cluster.memberships.push_back({member_rows.text(i, 0), member_rows.text(i, 1),
                                       member_rows.text(i, 2), member_rows.boolean(i, 3),
                                       optional_bool(member_rows, i, 4),
                                       optional_bool(member_rows, i, 5)});
    for (int i = 0; i < results[settings].rows(); ++i)
        add_setting(cluster, results[settings].text(i, 0), results[settings].text(i, 1));
    for (int i = 0; i < results[databases].rows(); ++i)
        cluster.roles[results[databases].text(i, 0)].databases.push_back(
            results[databases].text(i, 1));
    if (cluster.verifiers_readable) read_verifiers(connection, cluster);
    return cluster;
}

std::string canonical_timestamp(pg::Connection& connection, const std::string& text) {
    try {
        return connection.query("SELECT ($1::timestamptz)::text", {text}).text(0, 0);
    } catch (const Error& error) {
        if (!error.sqlstate().starts_with("22")) throw;
        throw Error{Fault::usage, "bad-timestamp",
                    fmt::format("expected a time like 2030-01-31 or infinity, found `{}`", text)};
    }
}

}  // namespace pgmeta::roles

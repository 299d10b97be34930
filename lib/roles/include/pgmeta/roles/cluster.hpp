// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/pg/connection.hpp"
#include "pgmeta/roles/step.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::roles {

/// A role as it is.
struct Role {
    std::string name;
    Attributes attributes;  ///< all engaged
    bool inherit = true;
    bool system = false;  ///< pg_…, or the superuser that initdb made
    int connection_limit = -1;
    std::optional<std::string> valid_until;  ///< as the server prints it
    bool expired = false;
    std::optional<std::string> comment;
    std::map<std::string, std::string, std::less<>> settings;  ///< by lower-case name
    std::vector<std::string> databases;                        ///< that grant it CONNECT by name
    std::optional<std::string> verifier;                       ///< disengaged: none, or unreadable
    int sessions = 0;                                          ///< the server's own do not count
};

/// `member` belongs to `role`.  The options exist from PostgreSQL 16 on.
struct Membership {
    std::string role;
    std::string member;
    std::string grantor;  ///< empty when it is gone
    bool admin = false;
    std::optional<bool> inherit;
    std::optional<bool> set;

    /// False for the bare ADMIN OPTION that a role's maker gets from 16 on.
    [[nodiscard]] bool is_usable() const;
};

/// The roles of a cluster at one moment.
struct Cluster {
    int version = 0;  ///< server_version_num
    std::string user;
    bool superuser = false;
    bool verifiers_readable = false;
    std::map<std::string, Role, std::less<>> roles;
    std::vector<Membership> memberships;

    [[nodiscard]] const Role* find(std::string_view name) const;
};

/// Reads pg_roles and its neighbours in one round trip; verifiers where the session may.
Cluster read_cluster(pg::Connection& connection);

/// The timestamp as the server prints it.  Throws "bad-timestamp" (Fault::usage).
std::string canonical_timestamp(pg::Connection& connection, const std::string& text);

/// What keeps a role from being dropped.
struct Dependent {
    std::string database;  ///< empty: shared by all databases
    std::string object;    ///< `table public.t`; with a count when the database was not asked
    std::string why;       ///< owner, privilege or policy
    bool described = true;
};

/// Opens a session with another database of the cluster; empty when that fails.
using OpenDatabase = std::function<std::optional<pg::Connection>(const std::string& database)>;

/// Lists what depends on `role`, by name in every database that `open` can reach.  CONNECT
/// privileges that remove_user_sql revokes itself are left out.
std::vector<Dependent> read_dependents(pg::Connection& connection,
                                       const std::string& role,
                                       const OpenDatabase& open);

}  // namespace pgmeta::roles

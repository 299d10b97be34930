// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/roles/cluster.hpp"
#include "pgmeta/roles/wanted.hpp"

#include <string>

namespace pgmeta::roles::test {

inline Role plain_role(const std::string& name, bool login = false) {
    Role role;
    role.name = name;
    role.attributes = {.login = login,
                       .superuser = false,
                       .createdb = false,
                       .createrole = false,
                       .replication = false,
                       .bypassrls = false};
    return role;
}

/// A cluster with the three base roles as they should be, looked at by superuser `postgres`.
inline Cluster bootstrapped() {
    Cluster cluster;
    cluster.version = 150000;
    cluster.user = "postgres";
    cluster.superuser = true;
    cluster.verifiers_readable = true;
    for (const auto* name : {"anonymous", "authenticated", "administrator"})
        cluster.roles[name] = plain_role(name);
    cluster.roles["administrator"].attributes.bypassrls = true;
    auto postgres = plain_role("postgres", true);
    postgres.attributes.superuser = true;
    postgres.system = true;
    cluster.roles["postgres"] = postgres;
    return cluster;
}

inline void add_member(Cluster& cluster, const std::string& role, const std::string& member) {
    cluster.memberships.push_back({role, member, "postgres", false, {}, {}});
}

}  // namespace pgmeta::roles::test

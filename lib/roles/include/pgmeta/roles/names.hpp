// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/workspace/config.hpp"

#include <string>
#include <string_view>

namespace pgmeta::roles {

/// What the base roles are called in this cluster.
struct RoleNames {
    std::string anonymous = "anonymous";
    std::string authenticated = "authenticated";
    std::string administrator = "administrator";
    std::string authenticated_client = "authenticated_client";

    [[nodiscard]] bool is_base(std::string_view name) const;
};

/// The names that the configuration gives (`roles:` of pgmeta.yaml, `db.roles` of pgpm.json).
RoleNames role_names(const workspace::Config& config);

/// Replaces names by `anonymous=web_anon,authenticated=web_user`.  Throws "bad-role-names" for an
/// unknown key.
void override_names(RoleNames& names, std::string_view text);

/// Throws "bad-role-names" (Fault::usage) unless every name is a role name and no two are the same.
void check_names(const RoleNames& names);

/// Throws "bad-role-name" (Fault::usage) for what PostgreSQL cannot hold or keeps for itself: an
/// empty name, more than 63 bytes (they would be cut off), NUL, `pg_…`, `public`, `none`.
void check_role_name(std::string_view name);

/// The name as people write it: in double quotes only where SQL needs them.
std::string display_name(std::string_view name);

}  // namespace pgmeta::roles

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

/// As check_role_name, and throws for control characters, which nobody means: the `\r` of a file
/// from elsewhere, the end of a line.  For roles to be made.
void check_new_role_name(std::string_view name);

/// As check_role_name, and lets PostgreSQL's own roles pass: they may be granted.
void check_group_name(std::string_view name);

/// The name in a sentence: in double quotes where it is no plain word.  Key words are not quoted;
/// SQL takes sqltext::quote_identifier.
std::string display_name(std::string_view name);

}  // namespace pgmeta::roles

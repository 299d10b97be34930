// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/roles/step.hpp"
#include "pgmeta/roles/wanted.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

// The one place where SQL about roles is made.

namespace pgmeta::roles {

/// Verifiers by psql variable.
using Verifiers = std::map<std::string, std::string, std::less<>>;

/// A transaction about roles: safe to run twice, and together with others of its kind.
///
/// It takes pgpm's advisory key of every role it names, and as superuser a lock on pg_authid that
/// holds off, in every database, also programs that take no lock; looks; changes what differs; and
/// starts over when a race was lost.  For each thing done it raises a NOTICE with SQLSTATE PGM00.
struct Script {
    std::vector<std::string> settings;   ///< statements that come first
    std::vector<std::string> variables;  ///< psql variables that hold verifiers
    std::string block;                   ///< one DO statement, without semicolon

    /// The whole for psql; verifiers enter as `:'verifier'`.
    [[nodiscard]] std::string text() const;

    /// The whole with the verifiers in it.  Throws "not-a-verifier" (Fault::internal) for a value
    /// that is missing or is no verifier, so that a password can never get in.
    [[nodiscard]] std::string text(const Verifiers& verifiers) const;
};

inline constexpr std::string_view done_state = "PGM00";     ///< notice: a step was done
inline constexpr std::string_view missing_state = "PGM04";  ///< error: a needed role is missing
inline constexpr std::string_view missing_setting_state = "PGM05";  ///< error: no such setting
inline constexpr std::string_view no_verifier_state = "PGM06";  ///< error: no verifier was given

/// True for a SCRAM-SHA-256 or md5 verifier as PostgreSQL stores it.
bool is_verifier(std::string_view text);

/// Renders steps.  The functions below are this with the lists of wanted.hpp.
Script render(std::span<const Step> steps);

Script base_roles_sql(const RoleNames& names, const std::optional<ClientRole>& client = {});
Script create_user_sql(const UserSpec& user, const RoleNames& names = {});
Script create_test_users_sql(const RoleNames& names = {});
Script grant_role_sql(const std::string& role, const std::string& user);
Script revoke_role_sql(const std::string& role, const std::string& user);
Script grant_connect_sql(const std::string& role, const std::string& database);
Script set_password_sql(const std::string& user, const std::string& variable = "verifier");
Script remove_user_sql(const std::string& user, const RoleNames& names = {});
Script release_user_sql(const std::string& user, const std::string& heir);

}  // namespace pgmeta::roles

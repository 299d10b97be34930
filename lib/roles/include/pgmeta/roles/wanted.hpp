// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/roles/names.hpp"
#include "pgmeta/roles/step.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// What shall be true, as lists of steps.  Pure.

namespace pgmeta::roles {

/// The role for untrusted client connections, made on request.
struct ClientRole {
    std::string statement_timeout = "15s";
};

/// anonymous, authenticated and administrator, and on request authenticated_client.
std::vector<Step> base_roles(const RoleNames& names, const std::optional<ClientRole>& client = {});

enum class PasswordMode : std::uint8_t {
    none,      ///< left alone
    when_new,  ///< for a role that is made; an existing role keeps its own
    always,
};

/// A login role.
struct UserSpec {
    std::string name;
    std::vector<std::string> grants{};  ///< roles it becomes a member of; they must be there
    PasswordMode password = PasswordMode::none;
    std::string variable = "verifier";  ///< psql variable that holds the verifier
    std::optional<std::string> valid_until{};
    std::optional<int> connection_limit{};
    std::optional<std::string> comment{};
    std::vector<std::pair<std::string, std::string>> settings{};
    std::vector<std::string> databases{};  ///< where it may connect
};

/// Throws "bad-role-name", "role-is-base" for a base role, "bad-setting".
std::vector<Step> login_role(const UserSpec& user, const RoleNames& names);

inline constexpr std::string_view test_user = "app_user";
inline constexpr std::string_view test_user_password = "app_password";
inline constexpr std::string_view test_admin = "app_admin";
inline constexpr std::string_view test_admin_password = "admin_password";

/// app_user (anonymous, authenticated) and app_admin (administrator, which itself becomes a member
/// of the other two).  Their verifiers are in psql variables user_verifier and admin_verifier.
std::vector<Step> test_users(const RoleNames& names, PasswordMode password);

std::vector<Step> membership(const std::string& role, const std::string& user);
std::vector<Step> no_membership(const std::string& role, const std::string& user);
std::vector<Step> connect_privilege(const std::string& role, const std::string& database);
std::vector<Step> new_password(const std::string& user, const std::string& variable);

/// The role loses its memberships in anonymous and authenticated and its CONNECT privileges, then
/// goes.
std::vector<Step> no_role(const std::string& user, const RoleNames& names);

/// Nobody may log in as this role any more.
std::vector<Step> no_login(const std::string& user);

/// Everything `user` owns in one database goes to `heir`, and its privileges there end.
std::vector<Step> release(const std::string& user, const std::string& heir);

}  // namespace pgmeta::roles

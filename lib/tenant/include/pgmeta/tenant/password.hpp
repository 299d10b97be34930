// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::tenant {

inline constexpr int default_password_cost = 12;

/// A bcrypt hash ($2b$) with a salt of its own; `cost` from 4 to 31 doubles the time each step.
/// Of a password the algorithm takes 72 bytes.
///
/// Throws "invalid-argument" for another cost and for a password with a NUL byte.
std::string hash_password(std::string_view password, int cost = default_password_cost);

/// True when `password` is what was hashed.  Knows $2a$, $2b$ and $2y$; anything else is false.
bool verify_password(std::string_view hash, std::string_view password);

/// Takes the time verify_password() takes, for a user who does not exist.
void verify_no_password(std::string_view password, int cost = default_password_cost);

/// The cost of a bcrypt hash; empty for anything else.
std::optional<int> password_cost(std::string_view hash);

/// True when a hash is no bcrypt hash or a cheaper one than wanted.
bool needs_rehash(std::string_view hash, int cost = default_password_cost);

/// What an optional policy misses in a password: 12 characters, an upper and a lower case letter, a
/// digit, a special character.  Empty when nothing is missing.
std::vector<std::string> password_weaknesses(std::string_view password);

}  // namespace pgmeta::tenant

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pgmeta::roles {

/// True when `verifier` (SCRAM-SHA-256 or md5, as stored) is one of this password.
///
/// The password's bytes are taken as they are: a password that SASLprep would change (full-width
/// letters, no-break spaces) is told to differ, which costs a needless write and nothing else.
bool matches(std::string_view verifier, std::string_view role, std::string_view password);

/// The legacy verifier, for servers that take nothing better.
std::string md5_verifier(std::string_view role, std::string_view password);

/// Letters and digits of 190 random bits.
std::string generate_password();

/// Throws "bad-password" (Fault::usage) for an empty one, NUL bytes or line ends.
void check_password(std::string_view password);

/// The `.pgpass` line for these parts, special characters escaped.
std::string pgpass_line(std::string_view host,
                        std::string_view port,
                        std::string_view database,
                        std::string_view user,
                        std::string_view password);

}  // namespace pgmeta::roles

// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/tenant/secret.hpp"
#include "pgmeta/tenant/types.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Codes for who lost their device, each good once: XXXX-XXXX of A to Z and 0 to 9.

namespace pgmeta::tenant {

inline constexpr std::size_t default_backup_codes = 10;
inline constexpr int backup_code_cost = 10;  ///< of bcrypt

/// Codes that all differ, to be shown once.
std::vector<Secret> generate_backup_codes(std::size_t count = default_backup_codes);

/// A set to save: every code hashed with bcrypt, none used.
BackupCodeSet backup_code_set(const std::vector<Secret>& codes, int cost = backup_code_cost);

/// Has the form of a code, upper or lower case.
bool is_backup_code(std::string_view text);

/// True when `hash` is of this code, whatever its case and separators: bcrypt, or the unsalted
/// SHA-256 in hex that other programs stored.
bool matches_backup_code(std::string_view hash, std::string_view code);

/// The first unused entry that the code matches.
std::optional<std::size_t> find_backup_code(const BackupCodeSet& set, std::string_view code);

/// How many are left; 0 without a set.
std::size_t remaining_backup_codes(const std::optional<BackupCodeSet>& set);

/// True when at most two are left, or there is no set.
bool should_regenerate_backup_codes(const std::optional<BackupCodeSet>& set);

/// `01. XXXX-XXXX`, `02. …`: to print.
std::vector<Secret> numbered_backup_codes(const std::vector<Secret>& codes);

}  // namespace pgmeta::tenant

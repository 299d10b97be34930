// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace pgmeta::tenant {

/// A moment, as exact as PostgreSQL keeps it.  The largest and smallest stand for `infinity` and
/// `-infinity`.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

/// ISO 8601 in UTC with milliseconds: `2026-01-31T08:15:30.250Z`.
std::string to_iso(Timestamp time);

/// Reads what to_iso() writes; up to 6 fractional digits or none.  Empty for anything else.
std::optional<Timestamp> from_iso(std::string_view text);

}  // namespace pgmeta::tenant

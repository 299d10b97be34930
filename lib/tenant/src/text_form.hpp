// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/tenant/time.hpp"

#include <optional>
#include <string>
#include <string_view>

// How values travel to PostgreSQL and back, whatever DateStyle and time zone a session has.

namespace pgmeta::tenant {

/// As a parameter of type timestamptz: ISO 8601 in UTC with microseconds.
std::string text_of(Timestamp time);

/// From the text of `extract(epoch FROM …)`.
std::optional<Timestamp> timestamp_of(std::string_view epoch);

/// The canonical form of what PostgreSQL takes as uuid: hyphens after any group of four digits,
/// braces around it, any case.  Empty for anything else.
std::optional<std::string> canonical_uuid(std::string_view text);

}  // namespace pgmeta::tenant

// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/sqltext/script.hpp"
#include "pgmeta/workspace/package.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgmeta::ship {

inline constexpr auto* bundle_format = "1";
inline constexpr auto* bundle_entry = "pgpm-bundle.json";

/// A change's script as it lies on the disk.  A deploy script that is missing or empty, and in any
/// script what must not be sent, goes to `problems`; nothing is returned then, nor where there is
/// no revert or verify script.
std::optional<std::string> read_script(const workspace::Package& package,
                                       const workspace::Change& change,
                                       workspace::ScriptKind kind,
                                       Diagnostics& problems);

/// Puts objections into the places of `text` where they are.
void report(const std::vector<sqltext::Objection>& found,
            Severity severity,
            const std::string& shown,
            const std::string& text,
            Diagnostics& problems);

}  // namespace pgmeta::ship

// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/snapshot/snapshot.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

// Snapshots as JSON (docs/reference/snapshot-format.md).

namespace pgmeta::snapshot {

/// The number of the format that is written.
inline constexpr int format = 1;

/// The fields of the document, in order.
nlohmann::ordered_json to_json(const Snapshot& snapshot);

/// Reads what to_json wrote, in any order and with other fields beside it.  `name` is what messages
/// call the document.
///
/// Throws Fault::usage: "snapshot-unreadable" for other text, "snapshot-newer" for a later format,
/// "snapshot-unknown-kind".
Snapshot from_json(std::string_view text, const std::string& name);

}  // namespace pgmeta::snapshot

// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace pgmeta::cli {

/// What a number without a unit means.
enum class BareNumber : std::uint8_t { seconds, refused };

/// Reads `60s`, `2m`, `1h`, `500ms`, `0`; `min` is minutes too, as PostgreSQL spells them.
///
/// Throws "duration-malformed" (Fault::usage) naming `what`, the option or key that held the text.
std::chrono::milliseconds parse_duration(std::string_view text,
                                         std::string_view what,
                                         BareNumber bare = BareNumber::seconds);

/// A time as people read it: `0.42 s`, `12 s`, `3 min 5 s`.
std::string spell(std::chrono::milliseconds time);

}  // namespace pgmeta::cli

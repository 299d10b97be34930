// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace pgmeta::sqltext {

/// Spells a name in SQL, always in double quotes.  Throws "bad-identifier" for an empty name or one
/// with a NUL byte.
std::string quote_identifier(std::string_view name);

/// Spells text as a string literal that means the same whatever standard_conforming_strings says:
/// '…' or, with backslashes, E'…'.  Throws "bad-literal" for a NUL byte.
std::string quote_literal(std::string_view text);

/// Appends `text` with `escape` before each of the special characters, or, without one, the
/// character itself.
void append_escaped(std::string& out,
                    std::string_view text,
                    std::array<char, 2> special,
                    std::optional<char> escape);

}  // namespace pgmeta::sqltext

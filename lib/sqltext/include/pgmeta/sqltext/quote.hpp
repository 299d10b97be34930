// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace pgmeta::sqltext {

/// Spells a name in SQL, always in double quotes.  Throws "bad-identifier" for an empty name or one
/// with a NUL byte.
std::string quote_identifier(std::string_view name);

/// Spells text as a string literal that means the same whatever standard_conforming_strings says:
/// '…' or, with backslashes, E'…'.  Throws "bad-literal" for a NUL byte.
std::string quote_literal(std::string_view text);

}  // namespace pgmeta::sqltext

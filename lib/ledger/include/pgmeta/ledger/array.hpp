// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::ledger {

/// Reads the text form of a one-dimensional array (manual, "Array Input and Output Syntax").
/// NULL elements are left out.  Throws "bad-array" (Fault::internal) for any other text.
std::vector<std::string> parse_array(std::string_view text);

/// Writes the text form of an array of text.
std::string array_text(std::span<const std::string> values);
std::string array_text(std::span<const std::string_view> values);

}  // namespace pgmeta::ledger

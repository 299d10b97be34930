// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace pgmeta::sqltext {

/// Where the body of a function or DO block begins in the statement that holds it.
///
/// A runtime error inside a function is reported with positions in the function's own text
/// (spec/protocol.md 2.4, 2.5).  Returns the byte offset of the content of the first literal that
/// holds exactly `body`: dollar-quoted, or quoted with nothing in it doubled or escaped.
std::optional<std::size_t> body_begin(std::string_view statement, std::string_view body);

}  // namespace pgmeta::sqltext

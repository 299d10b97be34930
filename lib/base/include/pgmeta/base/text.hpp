// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta {

/// The candidate a person most likely meant by `word`, or empty when none is near.
std::string nearest(std::string_view word, std::span<const std::string> candidates);

/// `did you mean `x`?` for the nearest candidate, or empty.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

/// Number of characters (code points) in UTF-8 text; a stray continuation byte counts as part of
/// the character before it.
std::size_t utf8_length(std::string_view text);

/// Byte offset of the 0-based character `characters` in UTF-8 text, or text.size() past its end.
std::size_t utf8_offset(std::string_view text, std::size_t characters);

/// True when the bytes are well-formed UTF-8 (no overlong forms, surrogates or values past
/// U+10FFFF).
bool is_utf8(std::string_view text);

/// 1-based line and column (in characters) of byte `offset`.
struct LineColumn {
    int line = 1;
    int column = 1;
};

LineColumn line_column(std::string_view text, std::size_t offset);

/// The line that holds byte `offset`, without its line end.
std::string_view line_at(std::string_view text, std::size_t offset);

/// `1 change`, `2 changes`.
std::string count_of(std::size_t n, std::string_view singular, std::string_view plural = {});

std::string join(std::span<const std::string> parts, std::string_view separator);

std::string_view trim(std::string_view text);

}  // namespace pgmeta

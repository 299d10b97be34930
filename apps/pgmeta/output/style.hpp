// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pgmeta::cli {

enum class Ink : std::uint8_t { bold, dim, red, green, yellow };

/// Colours text, or leaves it alone where colours do not belong.
class Style {
public:
    explicit Style(bool colours = false) : colours_{colours} {}

    [[nodiscard]] std::string operator()(Ink ink, std::string_view text) const;

private:
    bool colours_;
};

/// Text of scripts and servers without the control characters that would steer a terminal; newlines
/// and tabs stay.
std::string printable(std::string_view text);

/// `text` broken at spaces into lines of at most `width` characters, each after `indent` spaces.
std::string wrap(std::string_view text, std::size_t indent, std::size_t width = 80);

}  // namespace pgmeta::cli

// SPDX-License-Identifier: MIT
#include "text_form.hpp"

#include <array>

namespace pgmeta::tenant {

namespace {

/// Digits in lower case; NUL for what is none.
constexpr auto hex_digits = [] {
    std::array<char, 256> table{};
    for (const char c : std::string_view{"0123456789abcdef"})
        table[static_cast<unsigned char>(c)] = c;
    for (const char c : std::string_view{"ABCDEF"})
        table[static_cast<unsigned char>(c)] = static_cast<char>(c - 'A' + 'a');
    return table;
}();

}  // namespace

std::optional<std::string> canonical_uuid(std::string_view text) {
    if (text.starts_with('{')) {
        if (!text.ends_with('}')) return std::nullopt;
        text = text.substr(1, text.size() - 2);
    }
    constexpr std::size_t digits = 32;
    std::array<char, digits + 4> result{};
    std::size_t size = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '-') {
            // After a group of four, and only once.
            const bool fits = count % 4 == 0 && count > 0 && count < digits && text[i - 1] != '-';
            if (!fits) return std::nullopt;
            continue;
        }
        const char digit = hex_digits[static_cast<unsigned char>(text[i])];
        if (digit == '\0' || count == digits) return std::nullopt;
        if (count == 8 || count == 12 || count == 16 || count == 20) result[size++] = '-';
        result[size++] = digit;
        ++count;
    }
    if (count != digits) return std::nullopt;
    return std::string{result.data(), size};
}

}  // namespace pgmeta::tenant

// SPDX-License-Identifier: MIT
#include "text_form.hpp"

namespace pgmeta::tenant {

namespace {

/// The digit in lower case; NUL for what is none.
constexpr char hex_digit(char c) {
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')) return c;
    return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : '\0';
}

}  // namespace

std::optional<std::string> canonical_uuid(std::string_view text) {
    if (text.starts_with('{')) {
        if (!text.ends_with('}')) return std::nullopt;
        text = text.substr(1, text.size() - 2);
    }
    constexpr std::size_t digits = 32;
    std::string result;
    result.reserve(digits + 4);
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '-') {
            // After a group of four, and only once.
            const bool fits = count % 4 == 0 && count > 0 && count < digits && text[i - 1] != '-';
            if (!fits) return std::nullopt;
            continue;
        }
        const char digit = hex_digit(text[i]);
        if (digit == '\0' || count == digits) return std::nullopt;
        if (count == 8 || count == 12 || count == 16 || count == 20) result += '-';
        result += digit;
        ++count;
    }
    if (count != digits) return std::nullopt;
    return result;
}

}  // namespace pgmeta::tenant

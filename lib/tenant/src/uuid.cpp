// SPDX-License-Identifier: MIT
#include "text_form.hpp"

#include <cctype>

namespace pgmeta::tenant {

std::optional<std::string> canonical_uuid(std::string_view text) {
    if (text.starts_with('{')) {
        if (!text.ends_with('}')) return std::nullopt;
        text = text.substr(1, text.size() - 2);
    }
    constexpr std::size_t digits = 32;
    std::string result;
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == '-') {
            // After a group of four, and only once.
            const bool fits = count % 4 == 0 && count > 0 && count < digits && text[i - 1] != '-';
            if (!fits) return std::nullopt;
            continue;
        }
        if (std::isxdigit(c) == 0 || count == digits) return std::nullopt;
        if (count == 8 || count == 12 || count == 16 || count == 20) result += '-';
        result += static_cast<char>(std::tolower(c));
        ++count;
    }
    if (count != digits) return std::nullopt;
    return result;
}

}  // namespace pgmeta::tenant

// SPDX-License-Identifier: MIT
#include "output/style.hpp"

#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta::cli {

namespace {

std::string_view escape_code(Ink ink) {
    switch (ink) {
        case Ink::bold:
            return "1";
        case Ink::dim:
            return "2";
        case Ink::red:
            return "1;31";
        case Ink::green:
            return "32";
        case Ink::yellow:
            return "33";
    }
    return "0";
}

}  // namespace

std::string Style::operator()(Ink ink, std::string_view text) const {
    if (!colours_) return std::string{text};
    return fmt::format("\x1b[{}m{}\x1b[0m", escape_code(ink), text);
}

std::string printable(std::string_view text) {
    std::string result{text};
    std::replace_if(
        result.begin(), result.end(),
        [](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
        },
        '?');
    return result;
}

std::string wrap(std::string_view text, std::size_t indent, std::size_t width) {
    std::string result;
    std::size_t column = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        const auto word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty()) continue;
        const auto length = utf8_length(word);
        if (column != 0 && column + 1 + length > width) {
            result += '\n';
            column = 0;
        }
        result += column == 0 ? std::string(indent, ' ') : " ";
        column += length + (column == 0 ? indent : 1);
        result += word;
    }
    return result;
}

}  // namespace pgmeta::cli

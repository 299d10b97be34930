// SPDX-License-Identifier: MIT
#include "plan_line.hpp"

#include "pgmeta/base/text.hpp"

namespace pgmeta::workspace {

int PlanLine::column(std::size_t offset) {
    if (offset < counted_) {
        counted_ = 0;
        characters_ = 0;
    }
    characters_ += utf8_length(text_.substr(counted_, offset - counted_));
    counted_ = offset;
    return static_cast<int>(characters_) + 1;
}

bool is_timestamp(std::string_view text) {
    constexpr std::string_view shape = "dddd-dd-ddTdd:dd:ddZ";
    if (text.size() != shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == 'd' ? !digit : text[i] != shape[i]) return false;
    }
    return true;
}

std::size_t find_note(std::string_view text, std::size_t from) {
    for (auto at = text.find('#', from); at != std::string_view::npos;
         at = text.find('#', at + 1)) {
        if (at == from || end_without_space(text.substr(from, at - from)) < at - from) return at;
    }
    return std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
    text = text.substr(0, end_without_space(text));
    return text.substr(skip_space(text, 0));
}

}  // namespace pgmeta::workspace

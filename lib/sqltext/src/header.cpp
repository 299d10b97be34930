// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/header.hpp"

#include "pgmeta/base/text.hpp"

#include <algorithm>
#include <optional>

namespace pgmeta::sqltext {

namespace {

/// The name after `-- requires:`, as a part of `line`; empty when the line is another comment.
std::string_view required_name(std::string_view line) {
    constexpr std::string_view label = "requires:";
    const auto comment = trim(trim(line).substr(2));
    return comment.starts_with(label) ? trim(comment.substr(label.size())) : std::string_view{};
}

}  // namespace

bool same_requirement(std::string_view a, std::string_view b) {
    const auto colon_of_a = a.find(':');
    const auto colon_of_b = b.find(':');
    if (colon_of_a != std::string_view::npos && colon_of_b != std::string_view::npos) return a == b;
    // npos + 1 is 0: all of it.
    return a.substr(colon_of_a + 1) == b.substr(colon_of_b + 1);
}

std::vector<HeaderRequirement> header_requirements(std::string_view sql) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (sql.starts_with(byte_order_mark)) sql.remove_prefix(byte_order_mark.size());
    std::vector<HeaderRequirement> found;
    for (int number = 1; !sql.empty(); ++number) {
        const auto length = std::min(sql.find('\n'), sql.size());
        const auto line = sql.substr(0, length);
        sql.remove_prefix(std::min(length + 1, sql.size()));
        if (trim(line).empty()) continue;
        if (!trim(line).starts_with("--")) break;
        const auto name = required_name(line);
        if (name.empty()) continue;
        const auto before = line.substr(0, static_cast<std::size_t>(name.data() - line.data()));
        found.push_back({std::string{name}, number, static_cast<int>(utf8_length(before)) + 1});
    }
    return found;
}

}  // namespace pgmeta::sqltext

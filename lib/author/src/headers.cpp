// SPDX-License-Identifier: MIT
#include "pgmeta/author/changes.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pgmeta::author {

namespace {

std::string_view title_word(workspace::ScriptKind kind) {
    switch (kind) {
        case workspace::ScriptKind::deploy:
            return "Deploy";
        case workspace::ScriptKind::revert:
            return "Revert";
        case workspace::ScriptKind::verify:
            return "Verify";
    }
    return {};
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

/// The reference in a comment line: a part of `line`, empty when the line is another comment.
std::string_view reference_in(std::string_view line) {
    auto rest = trim(trim(line).substr(2));
    constexpr std::array<std::string_view, 4> labels{"Deploy", "Revert", "Verify", "requires:"};
    const auto* const label =
        std::find_if(labels.begin(), labels.end(),
                     [rest](std::string_view candidate) { return rest.starts_with(candidate); });
    if (label == labels.end()) return {};
    rest.remove_prefix(label->size());
    if (!label->ends_with(':')) {
        if (rest.starts_with(':')) {
            rest.remove_prefix(1);
        } else if (rest.empty() || !is_space(rest.front())) {
            return {};
        }
    }
    rest = trim(rest);
    const auto* const end = std::find_if(rest.begin(), rest.end(), is_space);
    return rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
}

}  // namespace

std::string script_header(workspace::ScriptKind kind,
                          std::string_view change,
                          const std::vector<std::string>& requirements) {
    auto result = fmt::format("-- {}: {}\n", title_word(kind), change);
    if (kind != workspace::ScriptKind::deploy) return result;
    for (const auto& requirement : requirements)
        result += fmt::format("-- requires: {}\n", requirement);
    return result;
}

std::string with_header_respelled(
    std::string_view sql,
    const std::function<std::optional<std::string>(std::string_view)>& respell) {
    std::string result;
    std::string_view rest = sql;
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (rest.starts_with(byte_order_mark)) {
        result = byte_order_mark;
        rest.remove_prefix(byte_order_mark.size());
    }
    while (!rest.empty()) {
        const auto line = rest.substr(0, std::min(rest.find('\n'), rest.size() - 1) + 1);
        const auto bare = trim(line);
        if (!bare.empty() && !bare.starts_with("--")) break;
        rest.remove_prefix(line.size());
        const auto reference = bare.empty() ? std::string_view{} : reference_in(line);
        const auto spelling = reference.empty() ? std::nullopt : respell(reference);
        if (!spelling) {
            result += line;
            continue;
        }
        const auto at = static_cast<std::size_t>(reference.data() - line.data());
        result += line.substr(0, at);
        result += *spelling;
        result += line.substr(at + reference.size());
    }
    return result += rest;
}

}  // namespace pgmeta::author

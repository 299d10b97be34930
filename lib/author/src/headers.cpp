// SPDX-License-Identifier: MIT
#include "pgmeta/author/changes.hpp"
#include "pgmeta/author/requirements.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/sqltext/header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

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

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

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

/// The lines of a script up to the first that is neither blank nor a comment.
std::vector<std::string_view> leading_comments(std::string_view sql) {
    std::vector<std::string_view> result;
    std::size_t at = sql.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    for (std::size_t begin = 0; begin < sql.size();) {
        const auto end = std::min(sql.find('\n', at), sql.size() - 1) + 1;
        const auto bare = trim(sql.substr(at, end - at));
        if (!bare.empty() && !bare.starts_with("--")) break;
        result.push_back(sql.substr(begin, end - begin));
        begin = at = end;
    }
    return result;
}

bool is_title(std::string_view line) {
    if (line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
    if (!trim(line).starts_with("--")) return false;
    const auto text = trim(trim(line).substr(2));
    return text.starts_with("Deploy") && !reference_in(line).empty();
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

std::string with_header_requirements(std::string_view sql, const std::vector<std::string>& wanted) {
    const auto written = sqltext::header_requirements(sql);
    const auto is_in = [](const auto& list, const std::string& name, const auto& text_of) {
        return std::any_of(list.begin(), list.end(), [&](const auto& item) {
            return sqltext::same_requirement(text_of(item), name);
        });
    };
    std::string missing;
    const auto end = sql.substr(0, sql.find('\n')).ends_with('\r') ? "\r\n" : "\n";
    for (const auto& name : wanted)
        if (!is_in(written, name, [](const auto& line) { return line.text; }))
            missing += fmt::format("-- requires: {}{}", name, end);
    // New lines stand below the last of their kind, else below the title, else on top.
    const auto lines = leading_comments(sql);
    std::size_t below = 0;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (written.empty() ? is_title(lines[i]) : static_cast<int>(i) < written.back().line)
            below = i + 1;
    std::string result;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i == below) result += std::exchange(missing, {});
        const auto line = std::find_if(written.begin(), written.end(), [i](const auto& candidate) {
            return candidate.line == static_cast<int>(i) + 1;
        });
        const bool stays = line == written.end() ||
                           is_in(wanted, line->text, [](const auto& name) { return name; });
        if (stays) result += lines[i];
        if (stays && !result.ends_with('\n')) result += end;
        sql.remove_prefix(lines[i].size());
    }
    result += missing;
    return result += sql;
}

}  // namespace pgmeta::author

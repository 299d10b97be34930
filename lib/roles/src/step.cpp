// SPDX-License-Identifier: MIT
#include "pgmeta/roles/step.hpp"

#include "pgmeta/base/text.hpp"
#include "pgmeta/roles/names.hpp"
#include "pgmeta/sqltext/quote.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta::roles {

namespace {

// Settings whose value is a list of names: the server quotes each (GUC_LIST_QUOTE).
constexpr std::array<std::string_view, 6> list_settings{
    "local_preload_libraries",  "search_path",      "session_preload_libraries",
    "shared_preload_libraries", "temp_tablespaces", "unix_socket_directories"};

bool is_list(std::string_view name) {
    std::string lower{name};
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return std::find(list_settings.begin(), list_settings.end(), lower) != list_settings.end();
}

/// A list's element without the quotes that a person may have written around it.
std::string element(std::string_view text) {
    text = trim(text);
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string{text};
    std::string result;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        if (text[i] == '"') ++i;
        result += text[i];
    }
    return result;
}

std::string with_attributes(std::string text, const Attributes& attributes) {
    const auto words = to_string(attributes);
    return words.empty() ? text : text + ": " + words;
}

}  // namespace

std::string to_string(const Attributes& attributes) {
    std::vector<std::string> words;
    for (const auto& row : attribute_rows)
        if (const auto value = attributes.*(row.field))
            words.push_back((*value ? "" : "NO") + std::string{row.word});
    return join(words, " ");
}

std::string describe(const Step& step) {
    const auto role = display_name(step.role);
    const auto other = step.other.empty() ? std::string{} : display_name(step.other);
    switch (step.kind) {
        case StepKind::need_role:
            return fmt::format("need role {}", role);
        case StepKind::role:
            return with_attributes(fmt::format("create role {}", role), step.attributes);
        case StepKind::attributes:
            return with_attributes(fmt::format("alter role {}", role), step.attributes);
        case StepKind::password:
            return fmt::format("set the password of {}", role);
        case StepKind::valid_until:
            return fmt::format("let the password of {} end {}", role, step.value);
        case StepKind::connection_limit:
            return fmt::format("limit {} to {} connections", role, step.number);
        case StepKind::setting:
            return fmt::format("set {} of {} to {}", step.other, role, step.value);
        case StepKind::comment:
            return fmt::format("comment on {}", role);
        case StepKind::grant:
            return fmt::format("grant {} to {}", other, role);
        case StepKind::revoke:
            return fmt::format("revoke {} from {}", other, role);
        case StepKind::connect:
            return fmt::format("let {} connect to database {}", role, other);
        case StepKind::revoke_connect:
            return fmt::format("revoke CONNECT on databases from {}", role);
        case StepKind::reassign:
            return fmt::format("give what {} owns to {}", role, other);
        case StepKind::drop_owned:
            return fmt::format("drop what {} may do", role);
        case StepKind::drop:
            return fmt::format("drop role {}", role);
    }
    return {};
}

std::vector<std::string> setting_values(std::string_view name, std::string_view value) {
    if (!is_list(name)) return {std::string{value}};
    std::vector<std::string> values;
    bool quoted = false;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '"') quoted = !quoted;
        if (value[i] != ',' || quoted) continue;
        values.push_back(element(value.substr(begin, i - begin)));
        begin = i + 1;
    }
    values.push_back(element(value.substr(begin)));
    return values;
}

std::string stored_setting(std::string_view name, std::string_view value) {
    if (!is_list(name)) return std::string{value};
    std::vector<std::string> names;
    for (const auto& one : setting_values(name, value))
        names.push_back(one.empty() ? "\"\"" : display_name(one));
    return join(names, ", ");
}

}  // namespace pgmeta::roles

// SPDX-License-Identifier: MIT
#include "pgmeta/workspace/config.hpp"

#include "read_config.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta::workspace {

namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Percent sequences decoded and letters in lower case: libpq decodes the names of parameters too.
std::string normalized(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
            hex_digit(text[i + 2]) >= 0) {
            c = static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        }
        result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
}

bool has_password_parameter(std::string_view connection) {
    constexpr std::string_view word = "password";
    const auto text = normalized(connection);
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const auto next = text.find_first_not_of(" \t\r\n", at + word.size());
        if (next != std::string::npos && text[next] == '=') return true;
    }
    return false;
}

bool has_password_in_authority(std::string_view connection) {
    const auto scheme = connection.find("://");
    if (scheme == std::string_view::npos) return false;
    const auto rest = connection.substr(scheme + 3);
    const auto at_sign = rest.substr(0, rest.find_first_of("/?#")).rfind('@');
    if (at_sign == std::string_view::npos) return false;
    const auto user = rest.substr(0, at_sign);
    const auto colon = user.find(':');
    return colon != std::string_view::npos && colon + 1 < user.size();
}

}  // namespace

bool holds_password(std::string_view connection) {
    return has_password_in_authority(connection) || has_password_parameter(connection);
}

void check_patterns(const Setting<std::vector<std::string>>& packages, Diagnostics& problems) {
    for (const auto& pattern : packages.value) {
        if (!pattern.empty() && !pattern.starts_with('!') &&
            pattern.find_first_of("{}[]") == std::string::npos) {
            continue;
        }
        problems.error("config-value", packages.where,
                       fmt::format("expected patterns of folders made of names, `*`, `?` and `**`, "
                                   "found `{}` in `packages`",
                                   pattern),
                       "list each folder or pattern on its own");
    }
}

const TargetConfig* Config::find_target(std::string_view name) const {
    const auto found =
        std::find_if(targets.begin(), targets.end(),
                     [&](const TargetConfig& target) { return target.name == name; });
    return found == targets.end() ? nullptr : &*found;
}

}  // namespace pgmeta::workspace

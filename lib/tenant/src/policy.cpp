// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace pgmeta::tenant {

namespace {

struct Role {
    std::string_view name;
    int rank;
    std::string_view permissions;  ///< without `admin.`, between spaces
};

constexpr std::array<Role, 8> roles{{
    {"super_admin", 100, ""},
    {"admin", 90,
     " access users.view users.manage content.view content.publish content.media_create"
     " content.manage content.delete events.view events.manage events.delete analytics.view"
     " settings.view logs.view federation.view federation.deliver "},
    {"moderator", 70,
     " access content.view content.publish content.moderate users.view events.view analytics.view"
     " logs.view federation.view federation.deliver "},
    {"editor", 60,
     " access content.view content.publish content.media_create content.manage events.view"
     " analytics.view "},
    {"event_manager", 50,
     " access content.view content.publish events.view events.manage analytics.view "},
    {"contributor", 40, " access content.view content.publish content.media_create events.view "},
    {"member", 30, " access content.view events.view "},
    {"viewer", 10, " access analytics.view "},
}};

const Role* find_role(std::string_view role) {
    std::string name;
    for (const char c : role)
        name += c == '-' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const auto* found = std::find_if(roles.begin(), roles.end(),
                                     [&](const Role& known) { return known.name == name; });
    return found == roles.end() ? nullptr : found;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool are_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](unsigned char c) { return std::isdigit(c) != 0; });
}

}  // namespace

std::optional<int> role_rank(std::string_view role) {
    const auto* known = find_role(role);
    return known == nullptr ? std::nullopt : std::optional{known->rank};
}

bool can_manage(std::string_view actor_role, std::string_view target_role) {
    const auto actor = role_rank(actor_role);
    const auto target = role_rank(target_role);
    return actor && target && *actor > *target;
}

bool has_permission(std::string_view role,
                    std::span<const std::string> given,
                    std::string_view permission) {
    constexpr std::string_view prefix = "admin.";
    if (std::find(given.begin(), given.end(), permission) != given.end()) return true;
    const auto* known = find_role(role);
    if (known == nullptr) return permission == "admin.access";
    if (known->rank == roles.front().rank) return true;
    if (!permission.starts_with(prefix) || permission.find(' ') != std::string_view::npos)
        return false;
    const auto word = fmt::format(" {} ", permission.substr(prefix.size()));
    return known->permissions.find(word) != std::string_view::npos;
}

std::string_view severity_of(std::string_view event_type) {
    if (is_one_of(event_type, {"USER_DELETED", "ROLE_CHANGED", "TOTP_DISABLED"})) return "critical";
    if (is_one_of(event_type,
                  {"ACCOUNT_LOCKED", "TOTP_FAILURE", "LOGIN_FAILURE", "BACKUP_CODE_USED"}))
        return "warning";
    return "info";
}

std::string mask_address(std::string_view address) {
    const bool is_v6 = address.find(':') != std::string_view::npos;
    const char separator = is_v6 ? ':' : '.';
    const auto first = address.find(separator);
    if (first == std::string_view::npos) return "unknown";
    const auto second = address.find(separator, first + 1);
    if (second == std::string_view::npos) return "unknown";
    const auto shown = address.substr(0, second);
    if (is_v6) return fmt::format("{}:*:*:*:*:*:*", shown);
    if (!are_digits(shown.substr(0, first)) || !are_digits(shown.substr(first + 1)))
        return "unknown";
    return fmt::format("{}.*.*", shown);
}

}  // namespace pgmeta::tenant

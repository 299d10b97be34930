// SPDX-License-Identifier: MIT
#include "pgmeta/roles/names.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/sqltext/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace pgmeta::roles {

namespace {

constexpr std::size_t max_name_bytes = 63;  // NAMEDATALEN - 1

struct NameKey {
    std::string_view key;
    std::string RoleNames::*field;
};

constexpr std::array name_keys{
    NameKey{"anonymous", &RoleNames::anonymous},
    NameKey{"authenticated", &RoleNames::authenticated},
    NameKey{"administrator", &RoleNames::administrator},
    NameKey{"authenticated_client", &RoleNames::authenticated_client},
};

Error bad_name(std::string message) {
    return Error{Fault::usage, "bad-role-name", std::move(message)};
}

Error bad_names(std::string message) {
    return Error{Fault::usage, "bad-role-names", std::move(message)}.hint(
        "write `--role-names anonymous=web_anon,authenticated=web_user`; keys: anonymous, "
        "authenticated, administrator, authenticated_client");
}

void override_one(RoleNames& names, std::string_view part) {
    const auto equals = part.find('=');
    const auto key = trim(part.substr(0, equals));
    const auto* row = std::find_if(name_keys.begin(), name_keys.end(),
                                   [&](const NameKey& known) { return known.key == key; });
    if (equals == std::string_view::npos || row == name_keys.end())
        throw bad_names(fmt::format("expected key=name with a known key, found `{}`", part));
    names.*(row->field) = trim(part.substr(equals + 1));
}

}  // namespace

bool RoleNames::is_base(std::string_view name) const {
    return name == anonymous || name == authenticated || name == administrator ||
           name == authenticated_client;
}

RoleNames role_names(const workspace::Config& config) {
    return {config.role_anonymous.value, config.role_authenticated.value,
            config.role_administrator.value, config.role_authenticated_client.value};
}

void override_names(RoleNames& names, std::string_view text) {
    while (true) {
        const auto comma = text.find(',');
        override_one(names, text.substr(0, comma));
        if (comma == std::string_view::npos) return;
        text.remove_prefix(comma + 1);
    }
}

void check_names(const RoleNames& names) {
    std::set<std::string_view> seen;
    for (const auto& row : name_keys) {
        const auto& name = names.*(row.field);
        if (name.empty())
            throw bad_names(
                fmt::format("expected a name for the base role {}, found an empty one", row.key));
        check_new_role_name(name);
        if (!seen.insert(name).second)
            throw bad_names(fmt::format("expected four different names, found `{}` twice", name));
    }
}

void check_role_name(std::string_view name) {
    if (name.empty()) throw bad_name("expected a role name, found an empty one");
    if (name.find('\0') != std::string_view::npos)
        throw bad_name("expected a role name, found one with a NUL byte");
    if (!is_utf8(name)) throw bad_name("expected a role name in UTF-8, found other bytes");
    if (name.size() > max_name_bytes)
        throw bad_name(fmt::format("expected a role name of at most {} bytes, found {} bytes: `{}`",
                                   max_name_bytes, name.size(), name));
    if (name.starts_with("pg_"))
        throw bad_name(fmt::format(
            "expected a role name of your own, found `{}`: PostgreSQL keeps names that begin with "
            "pg_ for itself",
            name));
    if (name == "public" || name == "none")
        throw bad_name(
            fmt::format("expected a role name, found `{}`, which PostgreSQL reserves", name));
}

void check_new_role_name(std::string_view name) {
    check_role_name(name);
    const auto control = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F;
    };
    if (std::any_of(name.begin(), name.end(), control))
        throw bad_name("expected a role name, found one with a line end or control character");
}

void check_group_name(std::string_view name) {
    if (!name.starts_with("pg_")) check_role_name(name);
}

std::string display_name(std::string_view name) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    };
    const bool simple = !name.empty() && std::all_of(name.begin(), name.end(), plain) &&
                        !(name.front() >= '0' && name.front() <= '9');
    return simple ? std::string{name} : sqltext::quote_identifier(name);
}

}  // namespace pgmeta::roles

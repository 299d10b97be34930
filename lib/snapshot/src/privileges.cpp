// SPDX-License-Identifier: MIT
#include "privileges.hpp"

#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>

// An array of aclitem: `{=r/postgres,"\"odd role\"=rw*/postgres"}`. An item is grantee, `=`,
// letters of which a star says that it may be granted on, `/`, grantor. An empty grantee is PUBLIC.

namespace pgmeta::snapshot {

namespace {

constexpr std::array letters{
    std::pair{'r', "SELECT"},    std::pair{'a', "INSERT"},   std::pair{'w', "UPDATE"},
    std::pair{'d', "DELETE"},    std::pair{'D', "TRUNCATE"}, std::pair{'x', "REFERENCES"},
    std::pair{'t', "TRIGGER"},   std::pair{'m', "MAINTAIN"}, std::pair{'X', "EXECUTE"},
    std::pair{'U', "USAGE"},     std::pair{'C', "CREATE"},   std::pair{'c', "CONNECT"},
    std::pair{'T', "TEMPORARY"}, std::pair{'s', "SET"},      std::pair{'A', "ALTER SYSTEM"},
};

/// Letters by grantee; true when it may be granted on.
using Grants = std::map<std::string, std::map<char, bool>>;

/// Reads up to `stop`, with the quotes and backslashes of arrays taken off.
std::string array_item(std::string_view text, std::size_t& at) {
    std::string item;
    bool quoted = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (!quoted && (c == ',' || c == '}')) break;
        if (c == '"') {
            quoted = !quoted;
            continue;
        }
        if (c == '\\' && at + 1 < text.size()) ++at;
        item += text[at];
    }
    ++at;
    return item;
}

/// The role's name before `=`; a quote within is doubled.
std::string grantee_of(std::string_view item, std::size_t& at) {
    std::string name;
    bool quoted = false;
    for (; at < item.size(); ++at) {
        const char c = item[at];
        if (!quoted && c == '=') break;
        if (c != '"') {
            name += c;
        } else if (quoted && at + 1 < item.size() && item[at + 1] == '"') {
            name += item[++at];
        } else {
            quoted = !quoted;
        }
    }
    ++at;
    return name.empty() ? "PUBLIC" : name;
}

Grants parse(std::string_view acl) {
    Grants grants;
    std::size_t at = 1;
    while (at < acl.size() && acl != "{}") {
        const auto item = array_item(acl, at);
        std::size_t next = 0;
        auto& granted = grants[grantee_of(item, next)];
        for (; next < item.size() && item[next] != '/'; ++next) {
            const bool grantable = next + 1 < item.size() && item[next + 1] == '*';
            granted[item[next]] |= grantable;
            if (grantable) ++next;
        }
    }
    return grants;
}

/// What `all` has and `other` has not.
std::map<char, bool> beyond(const std::map<char, bool>& all, const std::map<char, bool>& other) {
    std::map<char, bool> result;
    for (const auto& [letter, grantable] : all) {
        const auto same = other.find(letter);
        if (same == other.end() || (grantable && !same->second)) result[letter] = grantable;
    }
    return result;
}

std::string spelled(const std::map<char, bool>& granted) {
    std::string result;
    for (const auto& [letter, name] : letters) {
        const auto found = granted.find(letter);
        if (found == granted.end()) continue;
        if (!result.empty()) result += ", ";
        result += name;
        if (found->second) result += '*';
    }
    return result;
}

/// Letters that are not in `other` at all.
std::map<char, bool> missing(const std::map<char, bool>& all, const std::map<char, bool>& other) {
    std::map<char, bool> result;
    for (const auto& [letter, grantable] : all)
        if (!other.contains(letter)) result[letter] = false;
    return result;
}

}  // namespace

std::vector<Attribute> privileges(std::string_view acl, std::string_view standard) {
    auto actual = parse(acl);
    auto expected = parse(standard);
    std::set<std::string> roles;
    for (const auto* side : {&actual, &expected})
        for (const auto& grant : *side)
            roles.insert(grant.first);
    std::vector<Attribute> result;
    for (const auto& role : roles) {
        if (const auto more = beyond(actual[role], expected[role]); !more.empty())
            result.push_back({"granted to " + role, spelled(more)});
        if (const auto less = missing(expected[role], actual[role]); !less.empty())
            result.push_back({"revoked from " + role, spelled(less)});
    }
    return result;
}

}  // namespace pgmeta::snapshot

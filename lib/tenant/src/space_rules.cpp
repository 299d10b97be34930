// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/space_rules.hpp"

#include "crypto.hpp"
#include "pgmeta/base/error.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>

namespace pgmeta::tenant {

namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 6> types{"personal", "brand", "club",
                                                "family",   "team",  "practice"};
constexpr std::array<std::string_view, 5> tiers{"guest", "public", "beta", "alpha", "founder"};
constexpr std::array<std::string_view, 17> reserved{
    "me",       "admin", "api", "auth", "login",   "logout", "signup",  "signin", "register",
    "settings", "new",   "app", "www",  "support", "help",   "billing", "invite"};
constexpr std::size_t longest_slug = 30;

Json read(std::string_view metadata) {
    return Json::parse(metadata, nullptr, false);
}

std::string text_in(const Json& json, const char* key) {
    if (!json.is_object()) return {};
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

Error invalid_metadata(std::string message) {
    return Error{Fault::usage, "space-metadata-invalid", std::move(message)}.hint(
        "a space has one of the types personal, brand, club, family, team and practice");
}

std::string random_suffix() {
    return crypto::hex(crypto::random_bytes(3));
}

}  // namespace

bool is_space_type(std::string_view type) {
    return std::find(types.begin(), types.end(), type) != types.end();
}

std::string space_type_of(std::string_view metadata) {
    const auto json = read(metadata);
    if (!json.is_object())
        throw invalid_metadata("expected metadata as a JSON object, found other text");
    auto type = text_in(json, "type");
    if (!is_space_type(type))
        throw invalid_metadata(fmt::format("expected a type of space, found `{}`", type));
    return type;
}

std::string space_metadata(std::string_view type, std::string_view extras) {
    auto json = read(extras);
    if (!json.is_object())
        throw invalid_metadata("expected metadata as a JSON object, found other text");
    if (!is_space_type(type))
        throw invalid_metadata(fmt::format("expected a type of space, found `{}`", type));
    json["type"] = type;
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool is_deletable_space(std::string_view metadata) {
    return text_in(read(metadata), "type") != types.front();
}

int tier_level(std::string_view tier) {
    const auto* found = std::find(tiers.begin(), tiers.end(), tier);
    return found == tiers.end() ? 0 : static_cast<int>(found - tiers.begin());
}

bool meets_tier(std::string_view metadata, std::string_view required) {
    return tier_level(text_in(read(metadata), "tier")) >= tier_level(required);
}

std::string slug_of_email(std::string_view email) {
    std::string slug;
    for (const char c : email.substr(0, email.find('@'))) {
        const auto byte = static_cast<unsigned char>(c);
        const bool kept = byte < 128 && std::isalnum(byte) != 0;
        if (kept) slug += static_cast<char>(std::tolower(byte));
        if (!kept && !slug.ends_with('-')) slug += '-';
    }
    slug.erase(0, slug.find_first_not_of('-'));
    slug.resize(std::min(slug.size(), longest_slug));
    while (slug.ends_with('-'))
        slug.pop_back();
    return slug.empty() ? "user-" + random_suffix() : slug;
}

bool is_reserved_slug(std::string_view slug) {
    return std::find(reserved.begin(), reserved.end(), slug) != reserved.end();
}

std::string free_slug(std::string_view slug,
                      const std::function<bool(std::string_view slug)>& is_taken) {
    if (!is_reserved_slug(slug) && !is_taken(slug)) return std::string{slug};
    for (int number = 2; number <= 999; ++number) {
        auto next = fmt::format("{}-{}", slug, number);
        if (!is_taken(next)) return next;
    }
    return fmt::format("{}-{}", slug, random_suffix());
}

}  // namespace pgmeta::tenant

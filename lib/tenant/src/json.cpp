// SPDX-License-Identifier: MIT
#include "json.hpp"

#include <nlohmann/json.hpp>

namespace pgmeta::tenant {

namespace {

using Json = nlohmann::json;

Json parse(std::string_view text) {
    return Json::parse(text, nullptr, false);
}

std::string print(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const Json* find(const Json& json, const char* key) {
    if (!json.is_object()) return nullptr;
    const auto found = json.find(key);
    return found == json.end() ? nullptr : &*found;
}

std::optional<std::string> text_in(const Json& json, const char* key) {
    const auto* value = find(json, key);
    if (value == nullptr || !value->is_string()) return std::nullopt;
    return value->get<std::string>();
}

template <typename Value>
void put(Json& json, const char* key, const std::optional<Value>& value) {
    if (value) json[key] = *value;
}

}  // namespace

std::string to_json(const std::vector<std::string>& strings) {
    return print(Json(strings));
}

std::string to_json(const SessionUser& user) {
    Json json{
        {"id", user.id}, {"username", user.username}, {"name", user.name}, {"role", user.role}};
    put(json, "needsOnboarding", user.needs_onboarding);
    put(json, "onboardingStep", user.onboarding_step);
    return print(json);
}

std::string to_json(const GeoLocation& location) {
    Json json{{"country", location.country}};
    put(json, "city", location.city);
    return print(json);
}

std::string to_json(const InvitationMetadata& metadata) {
    Json json{{"inviterHandle", metadata.inviter_handle}};
    put(json, "inviterDisplayName", metadata.inviter_display_name);
    put(json, "message", metadata.message);
    put(json, "customInstructions", metadata.custom_instructions);
    return print(json);
}

std::string to_json(const std::vector<BackupCode>& codes) {
    auto json = Json::array();
    for (const auto& code : codes) {
        Json entry{{"id", code.id}, {"hash", code.hash}, {"used", code.used}};
        if (code.used_at) entry["usedAt"] = to_iso(*code.used_at);
        json.push_back(std::move(entry));
    }
    return print(json);
}

void from_json(std::string_view text, std::vector<std::string>& strings) {
    for (const auto& entry : parse(text))
        if (entry.is_string()) strings.push_back(entry.get<std::string>());
}

void from_json(std::string_view text, SessionUser& user) {
    const auto json = parse(text);
    user.id = text_in(json, "id").value_or("");
    user.username = text_in(json, "username").value_or("");
    user.name = text_in(json, "name").value_or("");
    user.role = text_in(json, "role").value_or("");
    const auto* needs = find(json, "needsOnboarding");
    if (needs != nullptr && needs->is_boolean()) user.needs_onboarding = needs->get<bool>();
    const auto* step = find(json, "onboardingStep");
    if (step != nullptr && step->is_number_integer()) user.onboarding_step = step->get<int>();
}

void from_json(std::string_view text, GeoLocation& location) {
    const auto json = parse(text);
    location.country = text_in(json, "country").value_or("");
    location.city = text_in(json, "city");
}

void from_json(std::string_view text, InvitationMetadata& metadata) {
    const auto json = parse(text);
    metadata.inviter_handle = text_in(json, "inviterHandle").value_or("");
    metadata.inviter_display_name = text_in(json, "inviterDisplayName");
    metadata.message = text_in(json, "message");
    metadata.custom_instructions = text_in(json, "customInstructions");
}

void from_json(std::string_view text, std::vector<BackupCode>& codes) {
    for (const auto& entry : parse(text)) {
        const auto* used = find(entry, "used");
        codes.push_back({text_in(entry, "id").value_or(""), text_in(entry, "hash").value_or(""),
                         used != nullptr && used->is_boolean() && used->get<bool>(),
                         from_iso(text_in(entry, "usedAt").value_or(""))});
    }
}

bool is_json_object(std::string_view text) {
    return parse(text).is_object();
}

}  // namespace pgmeta::tenant

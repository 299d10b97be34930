// SPDX-License-Identifier: MIT
#include "pgmeta/snapshot/json.hpp"

#include "pgmeta/base/error.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace pgmeta::snapshot {

namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
    throw Error{Fault::usage, "snapshot-unreadable",
                fmt::format("{} is no snapshot as JSON: {}", name, why)}
        .hint("`pgmeta snapshot --json -o FILE` writes one");
}

Json to_json(const Object& object) {
    Json result{{"kind", to_string(object.kind)}, {"identity", object.identity}};
    if (!object.schema.empty()) result["schema"] = object.schema;
    if (!object.parent.empty()) result["parent"] = object.parent;
    auto attributes = Json::object();
    for (const auto& attribute : object.attributes)
        attributes.push_back({attribute.name, attribute.value});
    result["attributes"] = std::move(attributes);
    return result;
}

/// The text at `key`; empty when there is none.
std::string text_at(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() ? std::string{} : found->get<std::string>();
}

Object object_from(const Json& json, const std::string& name) {
    Object result;
    const auto kind_name = json.at("kind").get<std::string>();
    const auto kind = kind_of(kind_name);
    if (!kind) {
        throw Error{Fault::usage, "snapshot-unknown-kind",
                    fmt::format("{} describes a `{}`, a kind of object that this version of pgmeta "
                                "does not know",
                                name, kind_name)}
            .hint("a newer pgmeta may have written it");
    }
    result.kind = *kind;
    result.identity = json.at("identity").get<std::string>();
    result.schema = text_at(json, "schema");
    result.parent = text_at(json, "parent");
    for (const auto& [key, value] : json.at("attributes").items())
        result.attributes.push_back({key, value.get<std::string>()});
    return result;
}

void check_format(const Json& json, const std::string& name) {
    const auto found = json.is_object() ? json.find("snapshot_format") : json.end();
    if (found == json.end() || !found->is_number_integer())
        refuse(name, "it has no number `snapshot_format`");
    if (const auto number = found->get<std::int64_t>(); number > format) {
        throw Error{Fault::usage, "snapshot-newer",
                    fmt::format("{} has snapshot format {}, and this version of pgmeta reads "
                                "formats up to {}",
                                name, number, format)}
            .hint("use the pgmeta that wrote it, or a newer one");
    }
}

Json parse(std::string_view text, const std::string& name) {
    try {
        return Json::parse(text);
    } catch (const nlohmann::json::parse_error& error) {
        refuse(name, fmt::format("the text ends being JSON at byte {}", error.byte));
    }
}

}  // namespace

nlohmann::ordered_json to_json(const Snapshot& snapshot) {
    auto objects = Json::array();
    for (const auto& object : snapshot.objects)
        objects.push_back(to_json(object));
    return {{"snapshot_format", format},
            {"server_version", snapshot.server_version},
            {"objects", std::move(objects)}};
}

Snapshot from_json(std::string_view text, const std::string& name) {
    const auto json = parse(text, name);
    check_format(json, name);
    Snapshot result;
    try {
        result.server_version = json.at("server_version").get<int>();
        for (const auto& object : json.at("objects"))
            result.objects.push_back(object_from(object, name));
    } catch (const nlohmann::json::exception& error) {
        refuse(name, error.what());
    }
    sort(result);
    return result;
}

}  // namespace pgmeta::snapshot

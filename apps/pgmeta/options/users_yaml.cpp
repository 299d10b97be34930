// SPDX-License-Identifier: MIT
#include "options/users_yaml.hpp"

#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace pgmeta::cli {

Location UsersYaml::at(const YAML::Mark& mark) const {
    if (mark.is_null()) return {file_, 0, 0};
    const auto offset = std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text_.size());
    const auto place = line_column(text_, offset);
    return {file_, place.line, place.column};
}

void UsersYaml::error(std::string id,
                      const YAML::Node& node,
                      std::string message,
                      std::string hint) {
    problems_.error(std::move(id), at(node.Mark()), std::move(message), std::move(hint));
}

std::vector<YAML::Node> UsersYaml::entries() {
    YAML::Node document;
    try {
        document = YAML::Load(text_);
    } catch (const YAML::Exception& e) {
        problems_.error("users-file-syntax", at(e.mark), fmt::format("expected YAML: {}", e.msg));
        return {};
    }
    if (!document.IsMap() || !document["users"] || !document["users"].IsSequence()) {
        problems_.error("users-file-type", {file_, 0, 0},
                        "expected a list under `users:`, found none");
        return {};
    }
    for (const auto& entry : document)
        if (entry.first.Scalar() != "users")
            error("users-file-key", entry.first,
                  fmt::format("expected only `users`, found `{}`", entry.first.Scalar()));
    return {document["users"].begin(), document["users"].end()};
}

void UsersYaml::read_keys(const YAML::Node& node, const std::vector<Key>& keys) {
    std::vector<std::string> known;
    known.reserve(keys.size());
    for (const auto& key : keys)
        known.push_back(key.name);
    for (const auto& entry : node) {
        const auto name = entry.first.Scalar();
        const auto key = std::find_if(keys.begin(), keys.end(),
                                      [&](const Key& one) { return one.name == name; });
        if (key != keys.end()) {
            key->read(entry.second);
        } else if (name == "password" || name == "pin") {
            error("users-file-password", entry.first,
                  fmt::format("expected no password in this file, found `{}`", name),
                  "name a variable with `password_env` or a file with `password_file`");
        } else {
            error("users-file-key", entry.first,
                  fmt::format("expected a known key, found `{}`", name), did_you_mean(name, known));
        }
    }
}

std::string UsersYaml::scalar(const YAML::Node& node) {
    if (node.IsScalar()) return node.Scalar();
    error("users-file-type", node, "expected text here, found none");
    return {};
}

std::vector<std::string> UsersYaml::list(const YAML::Node& node) {
    if (node.IsScalar()) return {node.Scalar()};
    if (!node.IsSequence()) {
        error("users-file-type", node, "expected a list here, found none");
        return {};
    }
    std::vector<std::string> result;
    for (const auto& one : node)
        result.push_back(scalar(one));
    return result;
}

std::vector<std::pair<std::string, std::string>> UsersYaml::map(const YAML::Node& node) {
    if (!node.IsMap()) {
        error("users-file-type", node, "expected a map here, found none");
        return {};
    }
    std::vector<std::pair<std::string, std::string>> result;
    for (const auto& entry : node)
        result.emplace_back(scalar(entry.first), scalar(entry.second));
    return result;
}

bool UsersYaml::boolean(const YAML::Node& node) {
    const auto text = scalar(node);
    if (text != "true" && text != "false")
        error("users-file-type", node, fmt::format("expected true or false, found `{}`", text));
    return text == "true";
}

std::optional<int> UsersYaml::number(const YAML::Node& node) {
    const auto text = scalar(node);
    int value = -1;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed == std::errc{} && end == text.data() + text.size() && value >= -1) return value;
    error("users-file-type", node, fmt::format("expected a number from -1 on, found `{}`", text));
    return std::nullopt;
}

}  // namespace pgmeta::cli

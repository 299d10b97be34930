// SPDX-License-Identifier: MIT
#include "json.hpp"
#include "read_config.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace pgmeta::workspace {

namespace {

std::string dotted(std::span<const std::string_view> path) {
    return fmt::format("{}", fmt::join(path, "."));
}

void report_type(const JsonFile& json,
                 std::span<const std::string_view> path,
                 std::string_view expected,
                 std::string_view found,
                 Diagnostics& problems) {
    problems.error("config-type", json.where(path),
                   fmt::format("expected {} for `{}`, found {}", expected, dotted(path), found));
}

void read_text(const JsonFile& json,
               std::initializer_list<std::string_view> keys,
               Setting<std::string>& setting,
               Diagnostics& problems) {
    const std::span<const std::string_view> path{keys.begin(), keys.size()};
    const auto* value = json.find(path);
    if (value == nullptr || !setting.where.file.empty()) return;
    if (!value->is_string()) return report_type(json, path, "text", kind_of(*value), problems);
    setting = {value->get<std::string>(), json.where(path)};
}

void read_packages(const JsonFile& json,
                   Setting<std::vector<std::string>>& setting,
                   Diagnostics& problems) {
    constexpr std::string_view key = "packages";
    const std::span<const std::string_view> path{&key, 1};
    const auto* value = json.find(path);
    if (value == nullptr || !setting.where.file.empty()) return;
    if (!value->is_array()) {
        return report_type(json, path, "a list of patterns", kind_of(*value), problems);
    }
    std::vector<std::string> patterns;
    for (const auto& item : *value) {
        if (!item.is_string()) {
            return report_type(json, path, "a list of text", fmt::format("{} in it", kind_of(item)),
                               problems);
        }
        patterns.push_back(item.get<std::string>());
    }
    setting = {std::move(patterns), json.where(path)};
}

}  // namespace

void read_json_config(std::string file, std::string text, Config& config, Diagnostics& problems) {
    const auto json = JsonFile::parse(std::move(file), std::move(text), problems);
    if (!json) return;
    read_packages(*json, config.packages, problems);
    read_text(*json, {"extensionsDir"}, config.extensions_dir, problems);
    read_text(*json, {"db", "roles", "anonymous"}, config.role_anonymous, problems);
    read_text(*json, {"db", "roles", "authenticated"}, config.role_authenticated, problems);
    read_text(*json, {"db", "roles", "administrator"}, config.role_administrator, problems);
    read_text(*json, {"db", "roles", "authenticatedClient"}, config.role_authenticated_client,
              problems);
}

}  // namespace pgmeta::workspace

// SPDX-License-Identifier: MIT
#include "pgmeta/registry/settings.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/process.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>

namespace pgmeta::registry {

namespace fs = std::filesystem;

namespace {

/// `${NAME}` is the environment variable's value; one that is not set stays as written.
std::string expanded(std::string_view text, const Environment& environment) {
    std::string result;
    for (;;) {
        const auto open = text.find("${");
        const auto close = text.find('}', open);
        result += text.substr(0, open);
        if (open == std::string_view::npos) return result;
        if (close == std::string_view::npos) return result += text.substr(open);
        const std::string name{text.substr(open + 2, close - open - 2)};
        const auto value = environment(name.c_str());
        result += value ? *value : std::string{text.substr(open, close - open + 1)};
        text.remove_prefix(close + 1);
    }
}

/// Keys that are there already stay: files are read by falling rank.
void read_npmrc(const fs::path& path, const Environment& environment, Settings& settings) {
    const auto text = read_file_if_exists(path);
    if (!text) return;
    std::istringstream lines{*text};
    for (std::string line; std::getline(lines, line);) {
        const auto bare = trim(line);
        const auto equals = bare.find('=');
        if (bare.empty() || bare.front() == ';' || bare.front() == '#' ||
            equals == std::string_view::npos)
            continue;
        auto value = trim(bare.substr(equals + 1));
        if (value.size() > 1 && value.front() == '"' && value.back() == '"')
            value = value.substr(1, value.size() - 2);
        settings.values.try_emplace(std::string{trim(bare.substr(0, equals))},
                                    expanded(value, environment));
    }
}

void read_variables(const Environment& environment, Settings& settings) {
    constexpr std::array<std::pair<const char*, const char*>, 5> keys{
        {{"registry", "registry"},
         {"proxy", "proxy"},
         {"https_proxy", "https-proxy"},
         {"cafile", "cafile"},
         {"strict_ssl", "strict-ssl"}}};
    for (const auto& [variable, key] : keys) {
        auto name = fmt::format("npm_config_{}", variable);
        auto value = environment(name.c_str());
        if (!value) {
            std::transform(name.begin(), name.end(), name.begin(), [](char c) {
                return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            });
            value = environment(name.c_str());
        }
        if (value) settings.values.try_emplace(key, *value);
    }
}

fs::path cache_folder(const Environment& environment) {
    if (const auto folder = environment("XDG_CACHE_HOME")) return fs::path{*folder} / "pgmeta";
    if (const auto home = environment("HOME")) return fs::path{*home} / ".cache" / "pgmeta";
    return {};
}

std::string with_slash(std::string url) {
    if (!url.ends_with('/')) url += '/';
    return url;
}

}  // namespace

std::string Settings::registry_of(std::string_view package) const {
    if (package.starts_with('@')) {
        const auto scope = fmt::format("{}:registry", package.substr(0, package.find('/')));
        if (const auto found = values.find(scope); found != values.end())
            return with_slash(found->second);
    }
    const auto found = values.find("registry");
    if (found != values.end() && !found->second.empty()) return with_slash(found->second);
    throw Error{Fault::usage, "registry-missing", "no registry is configured to take packages from"}
        .hint("a line `registry=URL` in .npmrc, here or in the home folder")
        .hint("or `registry: URL` in pgmeta.yaml, or the variable npm_config_registry");
}

std::string Settings::token_for(const std::string& url) const {
    const auto slashes = url.find("//");
    if (slashes == std::string::npos) return {};
    auto place = url.substr(slashes);
    for (;;) {
        const auto slash = place.rfind('/');
        if (slash < 2 || slash == std::string::npos) return {};
        place.resize(slash + 1);
        for (const auto& key : {place + ":_authToken", place.substr(0, slash) + ":_authToken"})
            if (const auto found = values.find(key); found != values.end()) return found->second;
        place.resize(slash);
    }
}

Settings read_settings(const fs::path& root,
                       const std::optional<std::string>& configured,
                       const Environment& environment) {
    Settings settings;
    read_variables(environment, settings);
    if (configured) settings.values.try_emplace("registry", *configured);
    read_npmrc(root / ".npmrc", environment, settings);
    if (const auto user = environment("npm_config_userconfig")) {
        read_npmrc(*user, environment, settings);
    } else if (const auto home = environment("HOME")) {
        read_npmrc(fs::path{*home} / ".npmrc", environment, settings);
    }
    if (!settings.values.contains("registry")) {
        const auto said = output_of({"npm", "config", "get", "registry"});
        if (said && said->starts_with("http")) settings.values.emplace("registry", *said);
    }
    const auto value = [&](const char* key) {
        const auto found = settings.values.find(key);
        return found == settings.values.end() ? std::string{} : found->second;
    };
    settings.http.proxy = value("https-proxy").empty() ? value("proxy") : value("https-proxy");
    if (settings.http.proxy == "null" || settings.http.proxy == "false")
        settings.http.proxy.clear();
    settings.http.ca_file = value("cafile");
    settings.http.verify_tls = value("strict-ssl") != "false";
    settings.cache = cache_folder(environment);
    return settings;
}

}  // namespace pgmeta::registry

// SPDX-License-Identifier: MIT
#include "pgmeta/registry/settings.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/process.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
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

/// `npm_config_https_proxy` for `https-proxy`; keys about a host or scope stay as they are.
std::string variable_of(const std::string& key) {
    auto name = "npm_config_" + key;
    if (!key.starts_with("//") && !key.starts_with('@'))
        std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

std::string in_capitals(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return text;
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

std::optional<std::string> Settings::find(const std::string& key) const {
    if (environment) {
        const auto name = variable_of(key);
        if (auto value = environment(name.c_str())) return value;
        if (auto value = environment(in_capitals(name).c_str())) return value;
    }
    const auto found = values.find(key);
    if (found == values.end() || found->second.empty()) return std::nullopt;
    return found->second;
}

std::string Settings::registry_of(std::string_view package) const {
    if (package.starts_with('@')) {
        const auto scope = fmt::format("{}:registry", package.substr(0, package.find('/')));
        if (const auto found = find(scope)) return with_slash(*found);
    }
    if (const auto found = find("registry")) return with_slash(*found);
    if (const auto said = ask_npm ? ask_npm() : std::nullopt) return with_slash(*said);
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
            if (auto found = find(key)) return std::move(*found);
        place.resize(slash);
    }
}

Settings read_settings(const fs::path& root,
                       const std::optional<std::string>& configured,
                       const Environment& environment) {
    Settings settings;
    settings.environment = environment;
    if (configured) settings.values.try_emplace("registry", *configured);
    read_npmrc(root / ".npmrc", environment, settings);
    if (const auto user = environment("npm_config_userconfig")) {
        read_npmrc(*user, environment, settings);
    } else if (const auto home = environment("HOME")) {
        read_npmrc(fs::path{*home} / ".npmrc", environment, settings);
    }
    // Once: npm takes longer than most installations.
    settings.ask_npm = [said = std::optional<std::optional<std::string>>{}]() mutable {
        if (!said) said = output_of({"npm", "config", "get", "registry"});
        return *said && (*said)->starts_with("http") ? *said : std::nullopt;
    };
    const auto value = [&](const char* key) { return settings.find(key).value_or(""); };
    const auto proxy = [&](const char* key) {
        const auto said = value(key);
        return said == "null" || said == "false" ? std::string{} : said;
    };
    settings.http.proxy = proxy("proxy");
    settings.http.https_proxy =
        proxy("https-proxy").empty() ? proxy("proxy") : proxy("https-proxy");
    settings.http.no_proxy = value("noproxy");
    settings.http.kept = keep_connections();
    settings.http.ca_file = value("cafile");
    settings.http.verify_tls = value("strict-ssl") != "false";
    settings.cache = cache_folder(environment);
    return settings;
}

}  // namespace pgmeta::registry

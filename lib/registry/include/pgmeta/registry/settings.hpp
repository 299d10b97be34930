// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/registry/http.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace pgmeta::registry {

/// The value of an environment variable; empty when it is not set.
using Environment = std::function<std::optional<std::string>(const char* name)>;

/// Where packages come from, as npm is configured.
struct Settings {
    std::map<std::string, std::string> values;  ///< npm's keys, from files
    Environment environment;                    ///< `npm_config_KEY` outranks the files
    HttpOptions http;
    std::filesystem::path cache;
    /// What npm says its registry is.  Asked last, since npm takes its time.
    std::function<std::optional<std::string>()> ask_npm;

    /// A key's value; empty when nothing sets it.
    [[nodiscard]] std::optional<std::string> find(const std::string& key) const;

    /// The registry of a package, with a slash at its end.  Throws "registry-missing"
    /// (Fault::usage) when nothing names one.
    [[nodiscard]] std::string registry_of(std::string_view package) const;

    /// The token for a URL; empty when there is none.
    [[nodiscard]] std::string token_for(const std::string& url) const;
};

/// Reads, first to last: `npm_config_*`, `configured` (pgmeta.yaml), .npmrc of `root`, .npmrc of
/// the user, and what `npm config get registry` says when no other names one.
Settings read_settings(const std::filesystem::path& root,
                       const std::optional<std::string>& configured,
                       const Environment& environment);

}  // namespace pgmeta::registry

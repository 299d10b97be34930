// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pgmeta::workspace {

/// A value and the place it was read from, for `pgmeta config`.
template <typename T>
struct Setting {
    T value{};
    Location where;  ///< file empty: the default
};

struct TargetConfig {
    std::string name;
    std::string url;
    bool is_protected = false;
    Location where;
};

/// What pgmeta.yaml and pgpm.json say.  A key absent from both has its default.
///
/// Keys are listed in docs/reference/configuration.md; unknown keys of pgmeta.yaml are errors with
/// a suggestion, passwords in its URLs are refused.  pgpm.json may hold any key.
struct Config {
    std::filesystem::path file;  ///< pgmeta.yaml or pgpm.json; empty for a lone package
    Setting<std::vector<std::string>> packages;
    Setting<std::string> extensions_dir{"extensions", {}};
    Setting<std::optional<std::string>> default_target;
    std::vector<TargetConfig> targets;
    Setting<std::string> role_anonymous{"anonymous", {}};
    Setting<std::string> role_authenticated{"authenticated", {}};
    Setting<std::string> role_administrator{"administrator", {}};
    Setting<std::string> role_authenticated_client{"authenticated_client", {}};
    Setting<std::optional<std::string>> registry;
    Setting<std::optional<std::string>> deploy_tx;  ///< all, package or change
    Setting<std::optional<bool>> deploy_verify;
    Setting<std::optional<std::string>> lock_wait;          ///< duration as written, like 60s
    Setting<std::optional<std::string>> lock_timeout;       ///< as PostgreSQL spells it
    Setting<std::optional<std::string>> statement_timeout;  ///< as PostgreSQL spells it
    std::map<std::string, std::string> variables;

    [[nodiscard]] const TargetConfig* find_target(std::string_view name) const;
};

}  // namespace pgmeta::workspace

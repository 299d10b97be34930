// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/workspace/config.hpp"

#include <string>
#include <string_view>

namespace pgmeta::workspace {

/// Reads pgmeta.yaml into `config`.
void read_yaml_config(std::string file,
                      std::string_view text,
                      Config& config,
                      Diagnostics& problems);

/// Reads pgpm.json into `config`; keys that are set there already stay.
void read_json_config(std::string file, std::string text, Config& config, Diagnostics& problems);

/// Reports patterns that the workspace cannot be searched by.
void check_patterns(const Setting<std::vector<std::string>>& packages, Diagnostics& problems);

/// True when a connection URL or string holds a password.
bool holds_password(std::string_view connection);

}  // namespace pgmeta::workspace

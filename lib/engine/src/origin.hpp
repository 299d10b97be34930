// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/ledger/ledger.hpp"

#include <filesystem>
#include <string_view>

namespace pgmeta::engine {

/// Who runs this, from where: for the ledger's deployment row.
ledger::Origin origin(std::string_view kind,
                      std::string_view tool_version,
                      const std::filesystem::path& workspace_root);

}  // namespace pgmeta::engine

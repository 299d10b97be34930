// SPDX-License-Identifier: MIT
#pragma once

#include "discover.hpp"
#include "pgmeta/workspace/package.hpp"

#include <memory>
#include <vector>

namespace pgmeta::workspace {

/// Reads plan, control file and package.json of one package.  Paths are shown relative to `base`.
std::unique_ptr<Package> load_package(const PackageFiles& files,
                                      const std::filesystem::path& base,
                                      Diagnostics& problems);

}  // namespace pgmeta::workspace

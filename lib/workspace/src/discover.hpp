// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pgmeta::workspace {

/// What lies on the way up from a folder.  An empty path: nothing of the kind.
struct Root {
    std::filesystem::path start;      ///< the folder, absolute
    std::filesystem::path workspace;  ///< nearest folder with pgmeta.yaml or pgpm.json
    std::filesystem::path script;     ///< nearest pgpm.config.js
    std::filesystem::path package;    ///< nearest folder with a plan
    bool has_yaml = false;
    bool has_json = false;
};

/// Walks up from `start`.  Throws "directory-unknown" (Fault::usage) when it is no folder.
Root find_root(const std::filesystem::path& start);

/// The files of one package, by name.
struct PackageFiles {
    std::filesystem::path directory;
    std::string plan;                   ///< pgpm.plan or sqitch.plan; empty: none
    std::vector<std::string> controls;  ///< sorted
    bool has_manifest = false;          ///< package.json
    bool installed = false;
};

/// The package files that lie in `directory` itself.
PackageFiles look_into(const std::filesystem::path& directory);

/// Folders below `root` that hold a plan or a control file: those that match a pattern, everything
/// below them, and everything below `extensions_dir`.  Sorted by folder, each once.
///
/// Never enters node_modules, hidden folders, symbolic links below a match, and the script folders
/// of a package.
std::vector<PackageFiles> find_packages(const std::filesystem::path& root,
                                        const std::vector<std::string>& patterns,
                                        const std::string& extensions_dir);

}  // namespace pgmeta::workspace

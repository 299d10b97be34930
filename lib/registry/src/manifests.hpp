// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/file_edit.hpp"
#include "pgmeta/registry/lockfile.hpp"
#include "pgmeta/registry/resolve.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace pgmeta::registry {

/// A package.json of the workspace's own, or its pgpm.json.
struct Manifest {
    std::filesystem::path file;
    std::string shown;                                ///< relative to the workspace's root
    std::map<std::string, std::string> dependencies;  ///< those that are ranges of others' packages
};

std::filesystem::path lock_path(const workspace::Workspace& workspace);
std::filesystem::path extensions_of(const workspace::Workspace& workspace);

/// The manifests that may ask for packages of others.  Throws "manifest-malformed".
std::vector<Manifest> read_manifests(const workspace::Workspace& workspace);

/// Edits `dependencies`, sorted; other keys keep their order.  Nothing where there is no file.
void edit_manifest(const std::filesystem::path& path,
                   const std::map<std::string, std::string>& add,
                   const std::vector<std::string>& drop,
                   FileEdit& edit);

void write_lock(const workspace::Workspace& workspace, const Lockfile& lock, FileEdit& edit);

/// Why `lock` is not what manifests and itself ask for, a line each; empty when it is.
std::vector<std::string> differences(const Lockfile& lock, const std::vector<Demand>& demands);

/// Packages that the requested and demanded ones need, themselves included.
std::set<std::string> needed(const Lockfile& lock, const std::vector<Demand>& demands = {});

}  // namespace pgmeta::registry

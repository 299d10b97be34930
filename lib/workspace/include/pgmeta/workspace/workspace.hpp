// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/workspace/config.hpp"
#include "pgmeta/workspace/package.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pgmeta::workspace {

/// Packages and configuration found from one folder.
struct Workspace {
    std::filesystem::path root;
    Config config;
    /// Sorted by name.  Pointers stay valid for the workspace's life.
    std::vector<std::unique_ptr<Package>> packages;
    /// The package whose folder holds the folder we started from, or null.
    const Package* current = nullptr;

    /// Finds a package by any of its three names (%project, control file, npm).  Null if none.
    [[nodiscard]] const Package* find(std::string_view name) const;
    /// As find, but throws "package-unknown" (Fault::usage) with a suggestion.
    [[nodiscard]] const Package& get(std::string_view name) const;

    std::unordered_map<std::string, const Package*> by_name;  ///< all names of all packages
};

/// Finds the workspace of `start` and reads its configuration and every package in it.
///
/// Walks up to the nearest pgmeta.yaml or pgpm.json; a lone folder with a plan file is a workspace
/// of one.  Problems of all files go to `problems`; throws "workspace-not-found" (Fault::usage)
/// when there is no workspace at all.
Workspace load(const std::filesystem::path& start, Diagnostics& problems);

/// Only the configuration: cheap, for commands that need no package.  A default Config when there
/// is no workspace.
Config load_config(const std::filesystem::path& start, Diagnostics& problems);

/// A package, and how far to go in it.
struct Selection {
    const Package* package = nullptr;
    /// Index of the named change (for a tag: of its change), or npos for the whole package.
    std::size_t change = npos;
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

/// Resolves `package`, `package:change` or `package:@tag`, or with a package given by other means
/// `change` or `@tag` alone.  Throws "package-unknown", "change-unknown" or "tag-unknown"
/// (Fault::usage) with a suggestion.
Selection select(const Workspace& workspace, std::string_view text);
Selection select_in(const Package& package, std::string_view change_or_tag);

}  // namespace pgmeta::workspace

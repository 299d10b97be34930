// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/ship/pack.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::ship {

/// What package.json says about the files of its package.
struct PackedManifest {
    std::string name;
    std::string version;
    std::vector<std::string> files;
    bool has_files = false;
    std::vector<std::string> entries;  ///< `main`, `browser` and `bin`
};

/// Reads package.json.  Throws "manifest-incomplete" (Fault::workspace).
PackedManifest read_manifest(const std::filesystem::path& folder, const std::string& shown);

/// The files that npm would take, sorted by path.
std::vector<PackedFile> select_files(const std::filesystem::path& folder,
                                     const PackedManifest& manifest);

/// True when `path` is what a line of .npmignore means: `*`, `**`, `?`, `[…]`; without a slash it
/// is about names in any folder.  Letters count alike, small or capital.
bool ignore_matches(std::string_view pattern, std::string_view path);

}  // namespace pgmeta::ship

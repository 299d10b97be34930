// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/workspace/package.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace pgmeta::ship {

struct PackedFile {
    std::string path;  ///< in the package
    std::size_t bytes = 0;
    bool executable = false;
};

/// An npm package in one file.
struct Tarball {
    std::string name;  ///< npm's name of the package
    std::string version;
    std::string file_name;  ///< as npm calls it: scope-name-version.tgz
    std::vector<PackedFile> files;
    std::string archive;
    std::string integrity;  ///< SHA-512 as npm writes it
};

/// The files of `folder` that npm publishes (npm's documentation, "package.json: files" and
/// "Keeping files out of your package"): what `files` in package.json names, else all that
/// .npmignore or .gitignore files do not name; always package.json, README, LICENSE and what `main`
/// and `bin` name; never what Git, npm and editors keep for themselves, and no links.  Sorted.
std::vector<PackedFile> packed_files(const std::filesystem::path& folder);

/// The tarball of a package: the same bytes for the same files, whenever it is made.
///
/// Throws "manifest-incomplete" (Fault::workspace) when package.json is missing or lacks `name` or
/// `version`, and what packed_files throws.
Tarball pack(const workspace::Package& package);

}  // namespace pgmeta::ship

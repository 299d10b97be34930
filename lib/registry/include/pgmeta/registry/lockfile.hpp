// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/registry/archive.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace pgmeta::registry {

/// One installed package as pgmeta.lock has it.
struct LockedPackage {
    std::string version;
    std::string integrity;                            ///< sha512 of the archive, or of a folder
    std::map<std::string, std::string> dependencies;  ///< name → range, packages with a plan only
    std::map<std::string, std::string> files;         ///< path → SHA-256, to find edited ones
};

/// pgmeta.lock: what was asked for, and what that came to.  No host names, no times; the same
/// content is the same bytes.
struct Lockfile {
    std::map<std::string, std::string> requested;  ///< npm name → range
    std::map<std::string, LockedPackage> packages;
};

/// Reads a lockfile's text; an empty one is an empty lockfile.  Throws "lockfile-malformed"
/// (Fault::workspace).
Lockfile parse_lockfile(const std::string& text, const std::string& file);

std::string to_text(const Lockfile& lock);

/// SHA-256 of each file.
std::map<std::string, std::string> digests(const PackageFiles& files);

/// Compares what lies below `extensions` with the lockfile of `root`: files that differ, are gone
/// or have come, each named ("installed-changed").  Nothing without a lockfile.
void check_installed(const std::filesystem::path& root,
                     const std::filesystem::path& extensions,
                     Diagnostics& problems);

}  // namespace pgmeta::registry

// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/registry/archive.hpp"

#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace pgmeta::registry {

/// One installed package as pgmeta.lock has it.
struct LockedPackage {
    std::string version;
    std::string integrity;                            ///< sha512 of the archive, or of a folder
    std::map<std::string, std::string> dependencies;  ///< name → range, packages with a plan only
    std::map<std::string, std::string> files;         ///< path → SHA-256, to find edited ones
    std::string source;  ///< the folder or archive it came from, relative to the workspace's root;
                         ///< empty: a registry
};

/// pgmeta.lock: what was asked for, and what that came to.  No host names, no times; the same
/// content is the same bytes.
struct Lockfile {
    std::map<std::string, std::string> requested;  ///< npm name → range
    std::map<std::string, LockedPackage> packages;
    /// Dependencies that have no plan: none of ours, and not to be asked for again.
    std::set<std::string> without_plan;
};

/// Reads a lockfile's text; an empty one is an empty lockfile.  Throws "lockfile-malformed"
/// (Fault::workspace).
Lockfile parse_lockfile(const std::string& text, const std::string& file);

std::string to_text(const Lockfile& lock);

/// SHA-256 of each file.
std::map<std::string, std::string> digests(const PackageFiles& files);

/// The same of an installed package's folder, where a link has no digest but a word that says so.
std::map<std::string, std::string> digests_below(const std::filesystem::path& folder);

/// What became of each file of an installed package that is not as the lockfile has it: path →
/// `was edited`, `is gone`, …
std::map<std::string, std::string> changed_files(const LockedPackage& package,
                                                 const std::filesystem::path& folder);

/// Compares what lies below `extensions` with the lockfile of `root`: files that differ, are gone
/// or have come, each named ("installed-changed"), and an installation that was cut off
/// ("install-interrupted").  Nothing without a lockfile.
void check_installed(const std::filesystem::path& root,
                     const std::filesystem::path& extensions,
                     Diagnostics& problems);

}  // namespace pgmeta::registry

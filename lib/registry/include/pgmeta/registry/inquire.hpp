// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/error.hpp"
#include "pgmeta/registry/lockfile.hpp"
#include "pgmeta/registry/settings.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

// Questions about packages of others; nothing here changes anything.

namespace pgmeta::registry {

/// An installed package and what its registry has.
struct Outdated {
    std::string name;
    std::string current;
    std::string wanted;  ///< highest within what was asked for
    std::string latest;
};

/// The installed packages that are not the latest.
std::vector<Outdated> outdated(const workspace::Workspace& workspace, const Settings& settings);

/// Who needs what, from the workspace down.
struct Needs {
    /// `pgpm.json`, `packages/a/package.json` or `pgmeta.lock` → names and ranges asked for there.
    std::map<std::string, std::map<std::string, std::string>> roots;
    Lockfile lock;
};

Needs read_needs(const workspace::Workspace& workspace);

/// A way from the workspace to a package: `packages/a/package.json`, `b`, `c`.
using Chain = std::vector<std::string>;

/// Every way to `name` that passes no package twice; at most `most`, short ones first.  Throws
/// "package-not-installed" (Fault::usage).
std::vector<Chain> ways_to(const Needs& needs, const std::string& name, std::size_t most = 100);

/// What a registry says about a package.
struct PackageInfo {
    std::string name;
    std::string description;
    std::string license;
    std::string homepage;
    std::map<std::string, std::string> tags;
    std::vector<std::string> versions;  ///< lowest first
    std::string version;                ///< the one that this is about
    std::map<std::string, std::string> dependencies;
};

/// Asks the registry about `NAME`, `NAME@RANGE` or `NAME@TAG`.  Throws "package-not-found",
/// "version-missing" and "range-malformed" (Fault::usage).
PackageInfo package_info(const std::string& spec, const Settings& settings);

/// `@scope/name@^1` apart; the second is empty without a range.
std::pair<std::string, std::string> split_spec(const std::string& spec);

/// The "package-not-installed" error, with a suggestion.
Error not_installed(const Lockfile& lock, const std::string& name);

}  // namespace pgmeta::registry

// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/registry/lockfile.hpp"
#include "pgmeta/registry/settings.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace pgmeta::registry {

/// Called with `name@version` after each download.
using Progress = std::function<void(const std::string&)>;

struct InstallOptions {
    bool frozen = false;   ///< fail where the lockfile would change
    bool offline = false;  ///< only what the cache has
    Progress progress;
};

/// What became of a package.
struct InstalledPackage {
    std::string name;
    std::string version;
    std::string before;  ///< empty: was not installed
};

struct InstallReport {
    std::vector<InstalledPackage> installed;  ///< put in place: new, another version, or repaired
    std::vector<std::string> removed;
    std::size_t unchanged = 0;
    std::filesystem::path lockfile;
};

/// Installs `specs` (`name`, `name@range`, a folder or an archive) and everything they need, or
/// with no specs what the lockfile and the packages' manifests ask for.
///
/// Packages go to `extensions/NAME`.  `into`, one of the workspace's own packages, gets them as
/// dependencies in package.json and in its control file; without it they go to pgpm.json.  All of
/// it happens or nothing.  Throws what resolving, downloading and unpacking throw, and
/// "lockfile-differs" (Fault::conflict) with frozen.
InstallReport install(const workspace::Workspace& workspace,
                      const workspace::Package* into,
                      const std::vector<std::string>& specs,
                      const Settings& settings,
                      const InstallOptions& options);

/// Removes packages and what only they needed.  Throws "package-not-installed" and
/// "package-needed" (Fault::conflict).
InstallReport uninstall(const workspace::Workspace& workspace,
                        const std::vector<std::string>& names);

/// The workspace's lockfile; empty when there is none.
Lockfile read_lock(const workspace::Workspace& workspace);

/// An installed package and what its registry has.
struct Outdated {
    std::string name;
    std::string current;
    std::string wanted;  ///< highest within what was asked for
    std::string latest;
};

/// The installed packages that are not the latest.
std::vector<Outdated> outdated(const workspace::Workspace& workspace, const Settings& settings);

}  // namespace pgmeta::registry

// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/registry/lockfile.hpp"
#include "pgmeta/registry/settings.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace pgmeta::registry {

/// How far the downloads of one step are.
using Progress = std::function<void(std::size_t done, std::size_t total, const std::string& now)>;

/// What became of a package.
struct InstalledPackage {
    std::string name;
    std::string version;
    std::string before;                          ///< empty: was not installed
    std::map<std::string, std::string> scripts;  ///< change → SHA-256 of its deploy script
};

struct InstallReport {
    std::vector<InstalledPackage> installed;  ///< put in place: new, another version, or repaired
    std::vector<std::string> removed;
    std::size_t unchanged = 0;
};

struct InstallOptions {
    bool frozen = false;   ///< fail where anything under version control would change
    bool offline = false;  ///< only what the cache has
    bool dry_run = false;  ///< change nothing
    Progress progress;
    /// Called when everything is decided and nothing is written yet; what it throws ends it there.
    std::function<void(const InstallReport&)> decided;
    /// Called before each step that changes something visible; what it throws fails the step.
    std::function<void()> before_step;
};

/// Takes back what an installation left that was cut off.  False when there is none.
bool take_back_interrupted(const workspace::Workspace& workspace);

/// Installs `specs` (`name`, `name@range`, a folder or an archive) and everything they need, or
/// with no specs what the lockfile and the packages' manifests ask for.
///
/// Where the lockfile has what is asked for, nothing is asked of a registry but archives that are
/// neither in place nor in the cache.  Packages go to `extensions/NAME`.  `into`, one of the
/// workspace's own packages, gets them as dependencies in package.json and in its control file;
/// without it they go to pgpm.json.  Manifests that say exactly the version that was locked before
/// say the new one.  All of it happens or nothing.  Throws what resolving, downloading and
/// unpacking throw, "install-running" (Fault::busy), and "lockfile-differs" (Fault::conflict) with
/// frozen.
InstallReport install(const workspace::Workspace& workspace,
                      const workspace::Package* into,
                      const std::vector<std::string>& specs,
                      const Settings& settings,
                      const InstallOptions& options);

/// Installs newer versions of `names`, or of everything, within what was asked for, or with
/// `latest` the latest.  Throws as install does, and "package-not-installed".
InstallReport upgrade(const workspace::Workspace& workspace,
                      const std::vector<std::string>& names,
                      bool latest,
                      const Settings& settings,
                      const InstallOptions& options);

/// Removes packages and what only they needed.  Throws "package-not-installed" and
/// "package-needed" (Fault::conflict).
InstallReport uninstall(const workspace::Workspace& workspace,
                        const std::vector<std::string>& names);

/// The workspace's lockfile; empty when there is none.
Lockfile read_lock(const workspace::Workspace& workspace);

}  // namespace pgmeta::registry

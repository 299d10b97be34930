// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace pgmeta::ship {

class PrivateFolder;

/// Bundles as a workspace that can be deployed, one package each.
///
/// The scripts lie in a folder of the user's own, which is gone with this object (what a killed
/// process left is removed by the next one); everything else is in memory.  Only what the digests
/// cover is used, and no executable copy.
class BundleWorkspace {
public:
    /// Reads and checks `bundles`, of which there is at least one; `directory` is what relative
    /// paths are relative to.
    ///
    /// Throws what read_bundle throws, "bundle-tampered" when a plan has other changes than its
    /// bundle, "file-unreadable" and "file-unwritable".  Problems in plans and control files go to
    /// `problems`, and what they require in vain: "bundle-missing" for a package without a bundle,
    /// and the ids of graph::check_requirements.
    BundleWorkspace(const std::vector<std::string>& bundles,
                    const std::filesystem::path& directory,
                    workspace::Config config,
                    Diagnostics& problems);
    ~BundleWorkspace();
    BundleWorkspace(const BundleWorkspace&) = delete;
    BundleWorkspace& operator=(const BundleWorkspace&) = delete;

    /// To be moved out by whoever wants it; valid as long as this object.
    workspace::Workspace workspace;
    std::string first;  ///< name of the package in the first bundle

private:
    std::unique_ptr<PrivateFolder> folder_;
};

}  // namespace pgmeta::ship

// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/file_edit.hpp"
#include "pgmeta/registry/archive.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace pgmeta::registry {

/// Keeps other installations out of a workspace; the system lets go of it when this process ends.
class InstallLock {
public:
    /// Throws "install-running" (Fault::busy) when another process has it.
    explicit InstallLock(const std::filesystem::path& root);
    ~InstallLock();
    InstallLock(const InstallLock&) = delete;
    InstallLock& operator=(const InstallLock&) = delete;

private:
    int descriptor_;
};

/// True when a process ended, or was ended, while it put packages in place.
bool is_interrupted(const std::filesystem::path& extensions);

/// Takes back what such a process left, the files it edited too.  With the lock held.
void recover(const std::filesystem::path& extensions);

/// Folders of packages put in place of others, and files edited with them: all or none.
///
/// What it takes to go back is written down before the first visible step, so that recover() can do
/// so when this process does not live to.
class Placement {
public:
    /// `before_step` is called before each visible step.
    explicit Placement(std::filesystem::path extensions, std::function<void()> before_step = {});
    ~Placement();
    Placement(const Placement&) = delete;
    Placement& operator=(const Placement&) = delete;

    /// Writes a package's files aside; nothing is visible yet.
    void stage(const std::string& name, const PackageFiles& files);

    void remove(const std::string& name) { removed_.push_back(name); }

    /// Puts everything in place.  What it throws leaves everything as it was.
    void carry_out(const FileEdit& edit);

private:
    void write_journal(const FileEdit& edit) const;
    void put_aside(const std::string& name) const;
    void step() const;

    std::filesystem::path extensions_;
    std::filesystem::path aside_;
    std::function<void()> before_step_;
    bool made_extensions_ = false;
    std::vector<std::string> staged_;
    std::vector<std::string> removed_;
};

}  // namespace pgmeta::registry

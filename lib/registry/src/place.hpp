// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/registry/archive.hpp"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace pgmeta::registry {

/// Folders of packages put in place of others, all or none.
class Placement {
public:
    explicit Placement(std::filesystem::path extensions);
    ~Placement();
    Placement(const Placement&) = delete;
    Placement& operator=(const Placement&) = delete;

    /// Writes a package's files aside; nothing is visible yet.
    void stage(const std::string& name, const PackageFiles& files);

    void remove(const std::string& name) { removed_.push_back(name); }

    /// Puts everything in place.  Without keep() the destructor takes it back.
    void swap();
    void keep();

private:
    void put_aside(const std::string& name);

    std::filesystem::path extensions_;
    std::filesystem::path aside_;
    bool made_extensions_ = false;
    bool kept_ = false;
    std::vector<std::string> staged_;
    std::vector<std::string> removed_;
    std::vector<std::pair<std::filesystem::path, std::filesystem::path>> moved_;  ///< from → to
};

}  // namespace pgmeta::registry

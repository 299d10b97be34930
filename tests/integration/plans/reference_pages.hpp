// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/snapshot/snapshot.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace pgmeta::test {

/// A shipped package, and the objects that deploying it brought into the catalog.
struct PackageObjects {
    std::string name;
    std::size_t changes = 0;
    std::vector<snapshot::Object> objects;
};

/// docs/reference/packages/NAME.md.
std::string package_page(const PackageObjects& package);

/// docs/reference/packages.md; `plans` are the packages of each plan.
std::string counts_page(const std::vector<PackageObjects>& packages,
                        const std::map<std::string, std::vector<std::string>>& plans);

}  // namespace pgmeta::test

// SPDX-License-Identifier: MIT
#include "pgmeta/workspace/deployed.hpp"

#include <functional>

namespace pgmeta::workspace {

namespace {

std::size_t hash_of(std::string_view package, std::string_view change) {
    const std::hash<std::string_view> hash;
    return hash(package) * 31 + hash(change);
}

}  // namespace

const DeployedChange* Deployed::find(std::string_view package, std::string_view change) const {
    const auto [first, last] = index_.equal_range(hash_of(package, change));
    for (auto entry = first; entry != last; ++entry) {
        const auto& row = changes[entry->second];
        if (row.package == package && row.change == change) return &row;
    }
    return nullptr;
}

void Deployed::add(DeployedChange row) {
    index_.emplace(hash_of(row.package, row.change), changes.size());
    changes.push_back(std::move(row));
}

}  // namespace pgmeta::workspace

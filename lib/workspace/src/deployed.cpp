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
    if (slots_.empty()) return nullptr;
    const auto mask = slots_.size() - 1;
    for (auto slot = hash_of(package, change) & mask; slots_[slot] != 0; slot = (slot + 1) & mask) {
        const auto& row = changes[slots_[slot] - 1];
        if (row.change == change && row.package == package) return &row;
    }
    return nullptr;
}

void Deployed::add(DeployedChange row) {
    changes.push_back(std::move(row));
    if (2 * changes.size() > slots_.size())
        grow();
    else
        index(changes.size() - 1);
}

void Deployed::index(std::size_t row) {
    const auto mask = slots_.size() - 1;
    auto slot = hash_of(changes[row].package, changes[row].change) & mask;
    while (slots_[slot] != 0)
        slot = (slot + 1) & mask;
    slots_[slot] = static_cast<std::uint32_t>(row + 1);
}

void Deployed::grow() {
    constexpr std::size_t smallest = 64;
    slots_.assign(slots_.empty() ? smallest : slots_.size() * 4, 0);
    for (std::size_t row = 0; row < changes.size(); ++row)
        index(row);
}

}  // namespace pgmeta::workspace

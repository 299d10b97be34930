// SPDX-License-Identifier: MIT
#include "pgmeta/workspace/deployed.hpp"

#include <algorithm>
#include <bit>
#include <functional>

namespace pgmeta::workspace {

namespace {

std::size_t hash_of(std::string_view package, std::string_view change) {
    const std::hash<std::string_view> hash;
    return hash(package) * 31 + hash(change);
}

}  // namespace

const DeployedChange* Deployed::find(std::string_view package, std::string_view change) const {
    const auto is_it = [&](const DeployedChange& row) {
        return row.change == change && row.package == package;
    };
    if (next_ < changes.size() && is_it(changes[next_])) return &changes[next_++];
    if (slots_.empty()) index();
    const auto mask = slots_.size() - 1;
    for (auto slot = hash_of(package, change) & mask; slots_[slot] != 0; slot = (slot + 1) & mask) {
        const auto row = slots_[slot] - 1;
        if (!is_it(changes[row])) continue;
        next_ = row + 1;
        return &changes[row];
    }
    return nullptr;
}

void Deployed::add(DeployedChange row) {
    changes.push_back(std::move(row));
    slots_.clear();
}

void Deployed::index() const {
    constexpr std::size_t smallest = 64;
    slots_.assign(std::bit_ceil(std::max(2 * changes.size(), smallest)), 0);
    const auto mask = slots_.size() - 1;
    for (std::size_t row = 0; row < changes.size(); ++row) {
        auto slot = hash_of(changes[row].package, changes[row].change) & mask;
        while (slots_[slot] != 0)
            slot = (slot + 1) & mask;
        slots_[slot] = static_cast<std::uint32_t>(row + 1);
    }
}

}  // namespace pgmeta::workspace

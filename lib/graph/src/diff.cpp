// SPDX-License-Identifier: MIT
#include "pgmeta/graph/diff.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <string_view>
#include <unordered_map>

namespace pgmeta::graph {

namespace {

using workspace::Deployed;
using workspace::DeployedChange;
using workspace::Package;
using workspace::Selection;

ComparedChange compare(const Package& package,
                       std::size_t index,
                       const Deployed& deployed,
                       const ScriptIs& script_is) {
    const auto& change = package.plan.changes[index];
    ComparedChange result{&package, index, ChangeState::pending, nullptr};
    result.row = deployed.find(package.name, change.name);
    if (result.row == nullptr) return result;
    result.state = script_is(package, change, result.row->script_hash) ? ChangeState::deployed
                                                                       : ChangeState::modified;
    return result;
}

/// Index behind the last deployed change of the plan, or 0.
std::size_t end_of_deployed(const Package& package, const Deployed& deployed) {
    std::size_t end = package.plan.changes.size();
    while (end > 0 && deployed.find(package.name, package.plan.changes[end - 1].name) == nullptr) {
        --end;
    }
    return end;
}

std::size_t count_of(const Selection& selection) {
    return selection.change == Selection::npos ? selection.package->plan.changes.size()
                                               : selection.change + 1;
}

void compare_package(const Selection& selection,
                     const Deployed& deployed,
                     const ScriptIs& script_is,
                     Difference& result) {
    const Package& package = *selection.package;
    const auto count = count_of(selection);
    const auto first = result.changes.size();
    const auto is_pending = [](const ComparedChange& compared) {
        return compared.state == ChangeState::pending;
    };
    for (std::size_t i = 0; i < count; ++i)
        result.changes.push_back(compare(package, i, deployed, script_is));
    const std::span compared{result.changes.begin() + static_cast<std::ptrdiff_t>(first), count};
    if (std::none_of(compared.begin(), compared.end(), is_pending)) return;
    const auto end = std::min(end_of_deployed(package, deployed), count);
    for (std::size_t i = 0; i < end; ++i)
        if (is_pending(compared[i])) result.out_of_order.push_back(first + i);
}

}  // namespace

Difference diff(std::span<const Selection> packages,
                const Deployed& deployed,
                const ScriptIs& script_is) {
    Difference result;
    result.changes.reserve(std::transform_reduce(packages.begin(), packages.end(), std::size_t{0},
                                                 std::plus{}, count_of));
    std::unordered_map<std::string_view, const Package*> by_name;
    for (const auto& selection : packages) {
        if (!by_name.emplace(selection.package->name, selection.package).second) continue;
        compare_package(selection, deployed, script_is, result);
    }
    const auto known = static_cast<std::size_t>(
        std::count_if(result.changes.begin(), result.changes.end(),
                      [](const ComparedChange& compared) { return compared.row != nullptr; }));
    // Where every row has found its change there is none that the plans do not know.
    if (known == deployed.changes.size()) return result;
    for (const auto& row : deployed.changes) {
        const auto found = by_name.find(row.package);
        if (found == by_name.end()) continue;
        if (found->second->plan.find_change(row.change) == nullptr) result.unknown.push_back(&row);
    }
    return result;
}

}  // namespace pgmeta::graph

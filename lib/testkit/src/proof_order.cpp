// SPDX-License-Identifier: MIT
#include "pgmeta/graph/order.hpp"
#include "pgmeta/testkit/proofs.hpp"

#include <algorithm>
#include <random>
#include <set>

namespace pgmeta::testkit {

namespace {

/// Direct requirements within the package, by change.
std::vector<std::vector<std::size_t>> edges_of(const workspace::Workspace& workspace,
                                               const workspace::Package& package) {
    std::vector<std::vector<std::size_t>> result;
    for (const auto& change : package.plan.changes) {
        auto& needs = result.emplace_back();
        for (const auto& required : graph::requirements_of(workspace, package, change))
            if (required.package == &package) needs.push_back(required.change);
    }
    return result;
}

}  // namespace

std::vector<std::size_t> requirement_closure(const workspace::Workspace& workspace,
                                             const workspace::Package& package,
                                             std::size_t change) {
    std::set<std::size_t> found;
    std::vector<std::size_t> open{change};
    while (!open.empty()) {
        const auto& planned = package.plan.changes[open.back()];
        open.pop_back();
        for (const auto& required : graph::requirements_of(workspace, package, planned))
            if (required.package == &package && found.insert(required.change).second)
                open.push_back(required.change);
    }
    return {found.begin(), found.end()};
}

std::vector<std::size_t> shuffled_order(const workspace::Workspace& workspace,
                                        const workspace::Package& package,
                                        std::uint64_t seed) {
    const auto edges = edges_of(workspace, package);
    std::vector<std::size_t> missing(edges.size());
    std::vector<std::vector<std::size_t>> waiting(edges.size());
    std::vector<std::size_t> ready;
    for (std::size_t i = 0; i < edges.size(); ++i) {
        missing[i] = edges[i].size();
        for (const auto needed : edges[i])
            waiting[needed].push_back(i);
        if (edges[i].empty()) ready.push_back(i);
    }
    std::mt19937_64 random{seed};
    std::vector<std::size_t> order;
    while (!ready.empty()) {
        // Not uniform_int_distribution: its results differ between libraries.
        const auto pick = static_cast<std::size_t>(random() % ready.size());
        const auto change = ready[pick];
        ready.erase(ready.begin() + static_cast<std::ptrdiff_t>(pick));
        order.push_back(change);
        for (const auto next : waiting[change])
            if (--missing[next] == 0) ready.push_back(next);
    }
    return order;
}

}  // namespace pgmeta::testkit

// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/graph/order.hpp"

#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

namespace pgmeta::graph {

/// Where a package says that it needs something.
struct PackageEdge {
    std::string name;
    const workspace::Package* package = nullptr;  ///< null: an external extension
    Location where;
};

/// What `package` needs, each once: the control file's requires in the order written, then packages
/// named in the plan.  Unknown packages named in a plan are left out.
std::vector<PackageEdge> edges_of(const workspace::Workspace& workspace,
                                  const workspace::Package& package);

/// One edge of a cycle: who needs what, and where that is written.
struct CycleStep {
    std::string from;
    std::string to;
    Location where;
};

/// `a -> b -> a`, and a line for every edge.
std::string describe_cycle(const std::vector<CycleStep>& steps);

/// As package_order, but an edge that closes a cycle goes to `on_cycle` and is left out.
std::vector<OrderItem> order_packages(
    const workspace::Workspace& workspace,
    std::span<const workspace::Package* const> roots,
    const std::function<void(const std::vector<CycleStep>&)>& on_cycle);

/// The change a requirement of `package` means, or nothing.
std::optional<ResolvedChange> resolve(const workspace::Workspace& workspace,
                                      const workspace::Package& package,
                                      const workspace::Requirement& requirement);

}  // namespace pgmeta::graph

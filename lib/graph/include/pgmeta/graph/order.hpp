// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace pgmeta::graph {

/// One item of a package order: a package, or an external extension that none provides.
struct OrderItem {
    std::string name;
    const workspace::Package* package = nullptr;  ///< null: an external extension
    std::string required_by;                      ///< who asked for it first; empty for a root
    Location where;                               ///< where that is written
};

/// `roots` and everything they need, requirements first (all packages when `roots` is empty).
///
/// Depth-first over the control files' requires in the order written, then the plans'
/// `pkg:change` and `pkg:@tag` (spec/pgpm.md 3.3).  Iterative and linear in edges; the result
/// depends on the files alone.  Throws "package-cycle" (Fault::workspace) with the path.
std::vector<OrderItem> package_order(const workspace::Workspace& workspace,
                                     std::span<const workspace::Package* const> roots);

/// Packages that need `roots`, directly or not, the roots included, in package order.
std::vector<const workspace::Package*> dependents(const workspace::Workspace& workspace,
                                                  std::span<const workspace::Package* const> roots);

/// Who needs whom, directly or not, for all packages at once: a bit per pair of them.
class Closures {
public:
    /// Throws "package-cycle" as package_order does.
    explicit Closures(const workspace::Workspace& workspace);

    /// True when `package` needs `other`, or is it.  Both are of the workspace.
    [[nodiscard]] bool contains(const workspace::Package& package,
                                const workspace::Package& other) const;

private:
    std::unordered_map<const workspace::Package*, std::size_t> places_;
    std::size_t words_ = 0;            ///< in a row
    std::vector<std::uint64_t> bits_;  ///< a row for every package
};

/// A requirement resolved to the change it means.
struct ResolvedChange {
    const workspace::Package* package = nullptr;
    std::size_t change = 0;

    // NOLINTNEXTLINE(modernize-use-nullptr): version 14 misreads a defaulted comparison.
    auto operator<=>(const ResolvedChange&) const = default;
};

/// What a change requires, tags resolved, duplicates once, in the order written.
///
/// Requirements that name nothing in the workspace are left out: check_requirements reports them.
std::vector<ResolvedChange> requirements_of(const workspace::Workspace& workspace,
                                            const workspace::Package& package,
                                            const workspace::Change& change);

/// The `requires` rows of a change as the ledger stores them: `pkg:change`, tags resolved (spec/
/// pgpm.md 3.4 and 3.11).
std::vector<std::string> ledger_requirements(const workspace::Workspace& workspace,
                                             const workspace::Package& package,
                                             const workspace::Change& change);

/// Reports, over the whole workspace: requirements that name no package, change or tag (with a
/// suggestion), and cycles between packages or changes, each once, printed as the cycle.
void check_requirements(const workspace::Workspace& workspace, Diagnostics& problems);

}  // namespace pgmeta::graph

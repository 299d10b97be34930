// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/graph/order.hpp"
#include "pgmeta/workspace/deployed.hpp"

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace pgmeta::graph {

enum class ChangeState : std::uint8_t {
    pending,   ///< in the plan, not in the ledger
    deployed,  ///< in both, same script
    modified,  ///< in both, the deploy script differs
};

/// A change of the plan beside what the ledger says about it.
struct ComparedChange {
    const workspace::Package* package = nullptr;
    std::size_t change = 0;  ///< index into the package's plan
    ChangeState state = ChangeState::pending;
    const workspace::DeployedChange* row = nullptr;  ///< null when pending
};

/// Plan and ledger side by side.
struct Difference {
    std::vector<ComparedChange> changes;  ///< in deployment order
    /// Rows of these packages that their plans do not know.
    std::vector<const workspace::DeployedChange*> unknown;
    /// Pending changes that stand before a deployed change of the same plan (indexes into changes).
    std::vector<std::size_t> out_of_order;
};

/// Whether `hash` is the SHA-256 of a change's deploy script as it is now; false when there is no
/// such file.
using ScriptIs = std::function<bool(
    const workspace::Package& package, const workspace::Change& change, std::string_view hash)>;

/// Compares the packages' plans, each up to its bound, with the ledger.  Pure but for `script_is`,
/// which is asked only for changes that are in the ledger.
Difference diff(std::span<const workspace::Selection> packages,
                const workspace::Deployed& deployed,
                const ScriptIs& script_is);

/// True when the ledger's requirement row, in any of its three forms (spec/pgpm.md 3.11), written
/// for a change of package `owner`, means `package:change` (or a tag on it).
bool requirement_means(const workspace::Workspace& workspace,
                       std::string_view row,
                       std::string_view owner,
                       std::string_view package,
                       std::string_view change);

/// The deployed changes that must go when `targets` (indexes into deployed.changes) go: the targets
/// and everything deployed that requires them, by ledger rows, plans and control files, directly or
/// not.  Latest first: an order in which they can be reverted.
std::vector<std::size_t> revert_closure(const workspace::Workspace& workspace,
                                        const workspace::Deployed& deployed,
                                        std::span<const std::size_t> targets);

}  // namespace pgmeta::graph

// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/engine/run.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace pgmeta::engine {

struct RevertOptions {
    /// The package to revert; its change, when given, stays and later ones go.  Empty: everything.
    std::optional<workspace::Selection> to;
    std::vector<const workspace::Package*> packages;  ///< without `to`: only these; empty: all
    TxMode tx = TxMode::all;
    bool only = false;         ///< refuse instead of reverting what depends on the target
    bool from_ledger = false;  ///< use the stored revert scripts even where files exist
    bool dry_run = false;
    std::string tool_version;
};

/// What a revert will do, to be shown and asked before.
struct RevertPlan {
    std::vector<ChangeRef> changes;  ///< in the order they go
    std::vector<ChangeRef>
        because;  ///< of those, the ones that go only because they require others
    std::vector<std::string> extensions;  ///< that stay
};

/// Reverts.
///
/// `confirm` sees the plan before anything is locked; when it returns false, "declined" is thrown
/// and nothing was done.  The plan is made again under the lock: when it differs from what was
/// confirmed, "changed-while-asking" (Fault::conflict) is thrown.
Report revert(const Target& target,
              const workspace::Workspace& workspace,
              const RevertOptions& options,
              const Observer& observer,
              const std::function<bool(const RevertPlan&)>& confirm);

}  // namespace pgmeta::engine

// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/engine/run.hpp"

#include <string>
#include <vector>

namespace pgmeta::engine {

struct DeployOptions {
    std::vector<workspace::Selection> roots;  ///< empty: every package of the workspace
    TxMode tx = TxMode::all;
    bool recursive = true;  ///< deploy what the roots need first
    bool verify = true;
    std::vector<const workspace::Package*> verified;  ///< verify only these; empty: all
    bool log_only = false;                            ///< record without running scripts
    bool allow_modified = false;
    bool create_database = false;
    bool dry_run = false;
    std::size_t batch_bytes = 0;  ///< 0: chosen by the executor
    std::string tool_version;
    /// Tests of the executor's own guard only: send ROLLBACK, COMMIT, … as they stand.
    bool refuse_transaction_control = true;
};

/// Deploys what is pending.
///
/// A change and its ledger row commit together or not at all; with TxMode::all everything does.
/// Problems found before the first statement are all in Report::problems and nothing was touched; a
/// failed change is Report::failure.  Throws only when the target cannot be reached or the lock is
/// not had.
Report deploy(const Target& target,
              const workspace::Workspace& workspace,
              const DeployOptions& options,
              const Observer& observer);

}  // namespace pgmeta::engine

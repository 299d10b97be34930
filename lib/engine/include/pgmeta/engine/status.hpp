// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/engine/run.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace pgmeta::engine {

struct PackageStatus {
    std::string package;
    std::size_t deployed = 0;
    std::vector<ChangeRef> pending;
    std::vector<ChangeRef> modified;  ///< deployed, and the deploy script differs now
    std::vector<ChangeRef> unknown;   ///< deployed, and the plan does not know them
    std::string last_change;
    std::string last_tag;
    std::string last_deployed_at;  ///< ISO 8601, UTC
    std::string last_deployed_by;  ///< empty when another tool deployed it
};

struct StatusReport {
    std::string target;
    ledger::Presence ledger = ledger::Presence::absent;
    std::vector<PackageStatus> packages;        ///< of the workspace, in deployment order
    std::vector<std::string> foreign_packages;  ///< in the ledger, not in the workspace

    [[nodiscard]] bool up_to_date() const;  ///< nothing pending and nothing modified
};

/// Compares plans and ledger, of `packages`, each up to its bound, or of the whole workspace.
/// Reads only: works on a standby and for a role without write privileges, and creates nothing.
StatusReport status(const Target& target,
                    const workspace::Workspace& workspace,
                    std::vector<workspace::Selection> packages,
                    const Observer& observer);

/// The newest events of the ledger.  Empty when there is none.
std::vector<ledger::Event> log(const Target& target, std::int64_t limit);

}  // namespace pgmeta::engine

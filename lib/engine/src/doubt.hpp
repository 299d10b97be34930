// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/engine/run.hpp"
#include "preflight.hpp"

#include <span>
#include <string>

namespace pgmeta::engine {

/// Finds out, after a connection lost during COMMIT, what is true: takes the deploy lock, which is
/// had exactly when the old transaction has ended, and asks the ledger (spec/protocol.md 8).
///
/// Returns the new connection, outside a transaction, when the changes are committed.  Throws
/// "connection-lost" when they are not, and the original "commit-in-doubt" when the ledger could
/// not be asked.
pg::Connection settle_doubt(const Error& doubt,
                            const Target& target,
                            std::span<const std::string> change_ids,
                            const Observer& observer);

/// As settle_doubt, for changes that were reverted: committed when they are gone.
pg::Connection settle_revert_doubt(const Error& doubt,
                                   const Target& target,
                                   std::span<const std::string> change_ids,
                                   const Observer& observer);

/// A deferred constraint that failed at COMMIT: lists the changes whose scripts name its table,
/// claiming none.
Error explain_commit(Error error, std::span<Step> steps);

}  // namespace pgmeta::engine

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pgmeta::workspace {

/// One row of the ledger: a change that is deployed.
struct DeployedChange {
    std::string package;
    std::string change;
    std::string change_id;
    std::string script_hash;
    std::string deployed_at;                ///< ISO 8601, UTC, microseconds
    std::vector<std::string> requirements;  ///< as stored: `pkg:change`, `change` or `pkg:@tag`
    /// Digest of the deploy script's tokens; empty when another tool deployed it.
    std::string token_digest;
    std::string deployed_by;  ///< empty when another tool deployed it
};

/// What is deployed in a database, oldest first.
struct Deployed {
    std::vector<DeployedChange> changes;

    /// Row of `package:change`, or null.
    [[nodiscard]] const DeployedChange* find(std::string_view package,
                                             std::string_view change) const;
    void add(DeployedChange row);

private:
    std::unordered_multimap<std::size_t, std::size_t> index_;  ///< hash of the names → row
};

}  // namespace pgmeta::workspace

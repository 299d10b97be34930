// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/time.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::workspace {

/// One row of the ledger: a change that is deployed.
struct DeployedChange {
    std::string package;
    std::string change;
    std::string change_id;
    std::string script_hash;
    Moment deployed_at;
    std::vector<std::string> requirements;  ///< as stored: `pkg:change`, `change` or `pkg:@tag`
    /// Digest of the deploy script's tokens; empty when another tool deployed it.
    std::string token_digest;
    std::string deployed_by;  ///< empty when another tool deployed it
};

/// What is deployed in a database.  To be asked by one thread at a time.
struct Deployed {
    std::vector<DeployedChange> changes;

    /// Row of `package:change`, or null.
    [[nodiscard]] const DeployedChange* find(std::string_view package,
                                             std::string_view change) const;
    void add(DeployedChange row);

private:
    void index() const;

    /// Rows mostly come in the order of the plans, and so do the questions: the row after the last
    /// one found is looked at first.
    mutable std::size_t next_ = 0;
    /// Open addressing: hash of the names → row + 1, or 0 where nothing is.  At most half full;
    /// made when first needed.
    mutable std::vector<std::uint32_t> slots_;
};

}  // namespace pgmeta::workspace

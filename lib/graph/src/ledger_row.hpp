// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/workspace/workspace.hpp"

#include <string_view>

namespace pgmeta::graph {

/// What a row of the ledger's requirements means.  Views look into the row, its owner or a plan.
struct RowMeaning {
    std::string_view package;
    std::string_view change;  ///< empty with any_change
    bool any_change = false;  ///< a tag that no plan knows any more: perhaps every change
};

/// Reads a row in any of its three forms, written for a change of package `owner`.
RowMeaning meaning_of(const workspace::Workspace& workspace,
                      std::string_view row,
                      std::string_view owner);

}  // namespace pgmeta::graph

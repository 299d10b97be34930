// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::ledger {

/// A row of the ledger under its new name.
struct RenamedRow {
    std::string old_id;
    std::string new_id;  ///< see change_id()
    std::string package;
    std::string change;
    std::string script_hash;
};

/// `PACKAGE:CHANGE` as requirements name it; without a change, everything of the package.
struct RenamedReference {
    std::string package;
    std::string change;
    std::string new_package;
    std::string new_change;
};

/// Statements that give rows new identities: changes, what they require and are required by, and,
/// with `extras`, what schema pgmeta knows of them.  Times stay; events stay as they happened.
///
/// To be run in one transaction that holds the deploy lock.
std::vector<std::string> rename_rows(std::span<const RenamedRow> rows,
                                     const RenamedReference& reference,
                                     bool extras);

}  // namespace pgmeta::ledger

// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::ledger {

/// A file of migrations/, embedded at build time.
struct Migration {
    std::string_view name;
    std::string_view text;

    /// The number its name starts with.
    [[nodiscard]] int number() const;
};

std::span<const Migration> migrations();

/// One statement of a migration.
struct MigrationStatement {
    std::string
        object;  ///< `table changes`, `routine status(text)`; empty: always run with its file
    bool adds_keys = false;
    std::string sql;  ///< without its semicolon and without comment lines before it
};

/// The statements of a migration, in order.  migrations/README.md has the format.
std::vector<MigrationStatement> statements_of(const Migration& migration);

}  // namespace pgmeta::ledger

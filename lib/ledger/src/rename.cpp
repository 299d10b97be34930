// SPDX-License-Identifier: MIT
#include "pgmeta/ledger/rename.hpp"

#include "pgmeta/sqltext/quote.hpp"

#include <fmt/format.h>

namespace pgmeta::ledger {

using sqltext::quote_literal;

namespace {

std::string values(std::span<const RenamedRow> rows) {
    std::string result;
    for (const auto& row : rows)
        result += fmt::format("{}({}, {}, {}, {}, {})", result.empty() ? "" : ", ",
                              quote_literal(row.old_id), quote_literal(row.new_id),
                              quote_literal(row.package), quote_literal(row.change),
                              quote_literal(row.script_hash));
    return result;
}

std::string rename_references(const RenamedReference& reference) {
    if (!reference.change.empty()) {
        const auto from = reference.package + ":" + reference.change;
        const auto to = reference.new_package + ":" + reference.new_change;
        return fmt::format("UPDATE pgpm_migrate.dependencies SET requires = {} WHERE requires = {}",
                           quote_literal(to), quote_literal(from));
    }
    const auto prefix = quote_literal(reference.package + ":");
    return fmt::format(
        "UPDATE pgpm_migrate.dependencies SET requires = {} || substr(requires, length({}) + 1) "
        "WHERE left(requires, length({})) = {}",
        quote_literal(reference.new_package + ":"), prefix, prefix, prefix);
}

}  // namespace

std::vector<std::string> rename_rows(std::span<const RenamedRow> rows,
                                     const RenamedReference& reference,
                                     bool extras) {
    std::vector<std::string> result{rename_references(reference)};
    const bool package = reference.package != reference.new_package;
    if (package)
        result.push_back(fmt::format(
            "INSERT INTO pgpm_migrate.packages (package, created_at) SELECT {}, created_at FROM "
            "pgpm_migrate.packages WHERE package = {} ON CONFLICT (package) DO NOTHING",
            quote_literal(reference.new_package), quote_literal(reference.package)));
    if (!rows.empty()) {
        // One statement: the foreign key of dependencies is looked at when both have moved.
        const auto renamed = fmt::format(
            "WITH renamed (old_id, new_id, package, change_name, script_hash) AS (VALUES {})",
            values(rows));
        result.push_back(
            renamed +
            ", required AS (UPDATE pgpm_migrate.dependencies d SET change_id = r.new_id FROM "
            "renamed r WHERE d.change_id = r.old_id) UPDATE pgpm_migrate.changes c SET change_id = "
            "r.new_id, package = r.package, change_name = r.change_name, script_hash = "
            "r.script_hash FROM renamed r WHERE c.change_id = r.old_id");
        if (extras)
            result.push_back(renamed +
                             " UPDATE pgmeta.deployed_change d SET change_id = r.new_id FROM "
                             "renamed r WHERE d.change_id = r.old_id");
    }
    if (package)
        result.push_back(fmt::format(
            "DELETE FROM pgpm_migrate.packages p WHERE package = {} AND NOT EXISTS (SELECT FROM "
            "pgpm_migrate.changes c WHERE c.package = p.package)",
            quote_literal(reference.package)));
    return result;
}

}  // namespace pgmeta::ledger

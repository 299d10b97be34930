// SPDX-License-Identifier: MIT
// What the ledger remembers besides the present state: events, stored scripts, other registries.
#include "pgmeta/ledger/array.hpp"
#include "pgmeta/ledger/ledger.hpp"
#include "pgmeta/sqltext/quote.hpp"
#include "unreadable.hpp"

#include <fmt/format.h>

namespace pgmeta::ledger {

Error unreadable(const pg::Connection& connection) {
    const auto role = sqltext::quote_identifier(connection.user());
    return Error{Fault::environment, "ledger-unreadable",
                 fmt::format("role `{}` may not read the ledger of database `{}`",
                             connection.user(), connection.database())}
        .hint(fmt::format("its owner can allow it: GRANT USAGE ON SCHEMA pgpm_migrate TO {0}; "
                          "GRANT SELECT ON ALL TABLES IN SCHEMA pgpm_migrate TO {0};",
                          role));
}

std::vector<std::string> present(pg::Connection& connection,
                                 std::span<const std::string> change_ids) {
    const auto rows = connection.query(
        "SELECT change_id FROM pgpm_migrate.changes WHERE change_id = ANY ($1::text[])",
        {array_text(change_ids)});
    std::vector<std::string> found;
    for (int row = 0; row < rows.rows(); ++row)
        found.push_back(rows.text(row, 0));
    return found;
}

std::vector<StoredScripts> stored_scripts(pg::Connection& connection,
                                          std::span<const std::string> change_ids) {
    return or_unreadable(connection, [&] {
        const auto rows = connection.query(
            "SELECT change_id, c.package, c.change_name, x.revert_script, x.verify_script "
            "FROM pgpm_migrate.changes AS c JOIN pgmeta.deployed_change AS x USING (change_id) "
            "WHERE change_id = ANY ($1::text[]) ORDER BY c.deployed_at",
            {array_text(change_ids)});
        std::vector<StoredScripts> scripts;
        for (int row = 0; row < rows.rows(); ++row) {
            scripts.push_back({rows.text(row, 0), rows.text(row, 1), rows.text(row, 2),
                               rows.text(row, 3), rows.text(row, 4)});
        }
        return scripts;
    });
}

std::vector<Event> events(pg::Connection& connection, std::int64_t limit) {
    return or_unreadable(connection, [&] {
        const auto rows = connection.query(
            "SELECT event_id, event_type, package, change_name, "
            "to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'), "
            "error_message, error_code "
            "FROM pgpm_migrate.events ORDER BY event_id DESC LIMIT NULLIF($1::bigint, 0)",
            {std::to_string(limit)});
        std::vector<Event> found;
        for (int row = 0; row < rows.rows(); ++row) {
            found.push_back({rows.integer(row, 0), rows.text(row, 1), rows.text(row, 2),
                             rows.text(row, 3), rows.text(row, 4), rows.text(row, 5),
                             rows.text(row, 6)});
        }
        return found;
    });
}

std::vector<std::pair<std::string, std::string>> sqitch_changes(pg::Connection& connection) {
    const auto rows =
        connection.query("SELECT project, change FROM sqitch.changes ORDER BY committed_at");
    std::vector<std::pair<std::string, std::string>> found;
    for (int row = 0; row < rows.rows(); ++row)
        found.emplace_back(rows.text(row, 0), rows.text(row, 1));
    return found;
}

}  // namespace pgmeta::ledger

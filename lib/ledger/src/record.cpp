// SPDX-License-Identifier: MIT
#include "pgmeta/base/digest.hpp"
#include "pgmeta/ledger/array.hpp"
#include "pgmeta/ledger/ledger.hpp"
#include "pgmeta/sqltext/quote.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta::ledger {

namespace {

using sqltext::quote_literal;

std::string or_null(std::string_view text) {
    return text.empty() ? std::string{"NULL"} : quote_literal(text);
}

// A script that ended the transaction, in whatever way, leaves another transaction id behind.  The
// value stands in a NOT NULL column, so its row fails with 23502 and takes the rest with it.  Fully
// qualified: a role's search_path may put other operators first.
std::string guarded(std::string_view xid, std::string_view value) {
    if (xid.empty()) return std::string{value};
    return fmt::format(
        "CASE WHEN pg_catalog.pg_current_xact_id() OPERATOR(pg_catalog.=) "
        "'{}'::pg_catalog.xid8 THEN {} END",
        xid, value);
}

/// Joins what `row` appends for each record; empty when it appends nothing.
template <typename Row>
std::string rows_of(std::span<const Record> records, const Row& row) {
    std::string rows;
    for (const auto& record : records)
        row(rows, record);
    return rows;
}

void append_row(std::string& rows, std::string_view row) {
    if (!rows.empty()) rows += ", ";
    rows += row;
}

std::string change_rows(std::string_view xid, std::span<const Record> records) {
    const auto rows = rows_of(records, [](std::string& text, const Record& record) {
        append_row(text, fmt::format("({}, {}, {}, {})", quote_literal(record.change_id),
                                     quote_literal(record.change), quote_literal(record.package),
                                     quote_literal(record.script_hash)));
    });
    return fmt::format(
        "INSERT INTO pgpm_migrate.changes (change_id, change_name, package, script_hash) "
        "SELECT r.change_id, r.change_name, r.package, {} "
        "FROM (VALUES {}) AS r (change_id, change_name, package, script_hash)",
        guarded(xid, "r.script_hash"), rows);
}

std::string requirement_rows(std::string_view xid, std::span<const Record> records) {
    const auto rows = rows_of(records, [](std::string& text, const Record& record) {
        const auto id = quote_literal(record.change_id);
        for (const auto& requirement : record.requirements)
            append_row(text, fmt::format("({}, {})", id, quote_literal(requirement)));
    });
    if (rows.empty()) return {};
    return fmt::format(
        "INSERT INTO pgpm_migrate.dependencies (change_id, requires) "
        "SELECT {}, r.requires FROM (VALUES {}) AS r (change_id, requires)",
        guarded(xid, "r.change_id"), rows);
}

// A VALUES list is read in its order, so the serial numbers follow the order of the changes.
std::string event_rows(std::string_view xid, std::span<const Record> records) {
    const auto rows = rows_of(records, [](std::string& text, const Record& record) {
        append_row(text, fmt::format("({}, {})", quote_literal(record.change),
                                     quote_literal(record.package)));
    });
    return fmt::format(
        "INSERT INTO pgpm_migrate.events (event_type, change_name, package) "
        "SELECT {}, r.change_name, r.package FROM (VALUES {}) AS r (change_name, package)",
        guarded(xid, "'deploy'"), rows);
}

// A row may be left of a change that something else than pgpm and pgmeta removed.
std::string extra_rows(std::string_view xid,
                       std::int64_t deployment,
                       std::span<const Record> records) {
    const auto rows = rows_of(records, [](std::string& text, const Record& record) {
        append_row(text, fmt::format("({}, {}, {}, {}, {})", quote_literal(record.change_id),
                                     or_null(record.token_digest), or_null(record.revert_script),
                                     or_null(record.verify_script), record.log_only));
    });
    return fmt::format(
        "INSERT INTO pgmeta.deployed_change (change_id, deployment_id, token_digest, "
        "revert_script, verify_script, log_only) "
        "SELECT r.change_id, {}, r.token_digest, r.revert_script, r.verify_script, r.log_only "
        "FROM (VALUES {}) AS r (change_id, token_digest, revert_script, verify_script, log_only) "
        "ON CONFLICT (change_id) DO UPDATE SET deployment_id = excluded.deployment_id, "
        "duration = NULL, token_digest = excluded.token_digest, "
        "revert_script = excluded.revert_script, verify_script = excluded.verify_script, "
        "log_only = excluded.log_only",
        guarded(xid, std::to_string(deployment)), rows);
}

bool is_ascii_without_backslash(std::string_view text) {
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return c == '\\' || static_cast<unsigned char>(c) > 0x7f; });
}

}  // namespace

std::string change_id(std::string_view package,
                      std::string_view change,
                      std::string_view script_hash) {
    return Sha256{}.update(package).update(change).update(script_hash).hex();
}

void assign_change_ids(pg::Connection& connection, const Facts& facts, std::span<Record> records) {
    std::vector<Record*> asked;
    std::vector<std::string> texts;
    for (auto& record : records) {
        record.change_id = change_id(record.package, record.change, record.script_hash);
        const auto text = record.package + record.change + record.script_hash;
        const bool certain = facts.server_encoding == "UTF8" ? text.find('\\') == std::string::npos
                                                             : is_ascii_without_backslash(text);
        if (certain) continue;
        asked.push_back(&record);
        texts.push_back(text);
    }
    if (asked.empty()) return;
    const auto rows = connection.query(
        "SELECT pg_catalog.encode(pg_catalog.sha256(t.value::bytea), 'hex') "
        "FROM pg_catalog.unnest($1::text[]) WITH ORDINALITY AS t (value, place) ORDER BY t.place",
        {array_text(texts)});
    for (std::size_t i = 0; i < asked.size(); ++i)
        asked[i]->change_id = rows.text(static_cast<int>(i), 0);
}

std::string open_guard() {
    // A set in the select list is made row by row, as it is fetched.
    return "DECLARE pgmeta_guard CURSOR FOR SELECT pg_catalog.date_part('epoch', "
           "pg_catalog.clock_timestamp()) "
           "FROM (SELECT pg_catalog.generate_series(1, 2147483647)) AS tick";
}

std::string_view check_guard() {
    return "FETCH pgmeta_guard";
}

Recorder::Recorder(std::string xid, bool extras, std::int64_t deployment)
    : xid_(std::move(xid)), extras_(extras), deployment_(deployment) {}

std::string Recorder::package_row(std::string_view package) const {
    return fmt::format(
        "INSERT INTO pgpm_migrate.packages (package) VALUES ({}) ON CONFLICT (package) DO NOTHING",
        quote_literal(package));
}

std::string Recorder::check_transaction() const {
    constexpr std::string_view clock =
        "pg_catalog.date_part('epoch', pg_catalog.clock_timestamp())";
    if (xid_.empty()) return fmt::format("SELECT {}", clock);
    return fmt::format(
        "SELECT {} OPERATOR(pg_catalog./) CASE WHEN pg_catalog.pg_current_xact_id() "
        "OPERATOR(pg_catalog.=) '{}'::pg_catalog.xid8 "
        "THEN 1::pg_catalog.float8 ELSE 0::pg_catalog.float8 END",
        clock, xid_);
}

std::vector<std::string> Recorder::trailer(std::span<const Record> records) const {
    if (records.empty()) return {};
    std::vector<std::string> statements{change_rows(xid_, records)};
    if (auto requirements = requirement_rows(xid_, records); !requirements.empty()) {
        statements.push_back(std::move(requirements));
    }
    statements.push_back(event_rows(xid_, records));
    if (extras_) statements.push_back(extra_rows(xid_, deployment_, records));
    return statements;
}

std::string Recorder::durations(std::span<const std::pair<std::string, double>> seconds) const {
    if (seconds.empty() || !extras_) return {};
    std::string rows;
    for (const auto& [id, time] : seconds)
        append_row(rows, fmt::format("({}, {:.6f})", quote_literal(id), time));
    return fmt::format(
        "UPDATE pgmeta.deployed_change AS d SET duration = pg_catalog.make_interval(secs => r.time) "
        "FROM (VALUES {}) AS r (change_id, time) "
        "WHERE d.change_id OPERATOR(pg_catalog.=) r.change_id",
        rows);
}

std::vector<std::string> Recorder::revert_rows(std::string_view package,
                                               std::string_view change) const {
    // The event takes the name from the row that was deleted: without one it is NULL, and refused.
    return {
        fmt::format("WITH gone AS (DELETE FROM pgpm_migrate.changes AS c "
                    "WHERE c.package = {0} AND c.change_name = {1} RETURNING c.change_name) "
                    "INSERT INTO pgpm_migrate.events (event_type, change_name, package) "
                    "VALUES ({2}, (SELECT g.change_name FROM gone AS g), {0})",
                    quote_literal(package), quote_literal(change), guarded(xid_, "'revert'"))};
}

std::int64_t begin_deployment(pg::Connection& connection, bool extras, const Origin& origin) {
    if (!extras) return 0;
    const auto row = connection.query(
        "INSERT INTO pgmeta.deployment (kind, os_user, host, tool_version, workspace_commit) "
        "VALUES ($1, NULLIF($2, ''), NULLIF($3, ''), NULLIF($4, ''), NULLIF($5, '')) "
        "RETURNING deployment_id",
        {origin.kind, origin.os_user, origin.host, origin.tool_version, origin.workspace_commit});
    return row.integer(0, 0);
}

void record_failure(pg::Connection& connection,
                    std::string_view kind,
                    std::string_view package,
                    std::string_view change,
                    std::string_view message,
                    std::string_view sqlstate) noexcept {
    try {
        connection.query(
            "INSERT INTO pgpm_migrate.events "
            "(event_type, change_name, package, error_message, error_code) "
            "VALUES ($1, $2, $3, $4, NULLIF($5, ''))",
            {kind, change, package, message, sqlstate});
    } catch (const std::exception&) {
        // The failure that was to be recorded is what the user must see, not this one.
        return;
    }
}

}  // namespace pgmeta::ledger

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

// A script that ended the transaction, in whatever way, leaves another transaction id behind.  The
// value stands in a NOT NULL column, so its row fails with 23502 and takes the rest with it.  Fully
// qualified: a role's search_path may put other operators first.
std::string guarded(std::string_view xid, std::string_view value) {
    if (xid.empty()) return std::string{value};
    return fmt::format(
        "CASE WHEN (SELECT pg_catalog.pg_current_xact_id() OPERATOR(pg_catalog.=) "
        "'{}'::pg_catalog.xid8) THEN {} END",
        xid, value);
}

void append_row(std::string& rows, std::string_view row) {
    if (!rows.empty()) rows += ", ";
    rows += row;
}

/// What `value` gives for each record, as a literal of text[].
template <typename Value>
std::string column_of(std::span<const Record> records, const Value& value) {
    std::vector<std::string_view> values;
    values.reserve(records.size());
    for (const auto& record : records)
        values.push_back(value(record));
    return quote_literal(array_text(values)) + "::pg_catalog.text[]";
}

std::string column_of(std::span<const Record> records, std::string Record::*member) {
    return column_of(records,
                     [member](const Record& record) -> std::string_view { return record.*member; });
}

// Arrays side by side: the server reads them several times faster than a list of VALUES.  An unnest
// of more than one is syntax of its own, which no schema of the path can replace, and gives the
// rows in the order of the arrays, so the serial numbers follow the order of the changes.  Rows are
// written faster than one in a microsecond; their times ascend all the same, for whoever orders by
// them, as pgpm does.
std::string change_rows(std::string_view xid, std::span<const Record> records) {
    return fmt::format(
        "INSERT INTO pgpm_migrate.changes (change_id, change_name, package, script_hash, "
        "deployed_at) SELECT r.change_id, r.change_name, r.package, {}, "
        "(SELECT pg_catalog.clock_timestamp()) OPERATOR(pg_catalog.+) "
        "pg_catalog.make_interval(secs => r.place OPERATOR(pg_catalog./) 1e6::pg_catalog.float8) "
        "FROM unnest({}, {}, {}, {}) WITH ORDINALITY "
        "AS r (change_id, change_name, package, script_hash, place)",
        guarded(xid, "r.script_hash"), column_of(records, &Record::change_id),
        column_of(records, &Record::change), column_of(records, &Record::package),
        column_of(records, &Record::script_hash));
}

std::string requirement_rows(std::string_view xid, std::span<const Record> records) {
    std::vector<std::string_view> ids;
    std::vector<std::string_view> requirements;
    for (const auto& record : records)
        for (const auto& requirement : record.requirements) {
            ids.push_back(record.change_id);
            requirements.push_back(requirement);
        }
    if (ids.empty()) return {};
    return fmt::format(
        "INSERT INTO pgpm_migrate.dependencies (change_id, requires) "
        "SELECT {}, r.requires FROM unnest({}::pg_catalog.text[], {}::pg_catalog.text[]) "
        "AS r (change_id, requires)",
        guarded(xid, "r.change_id"), quote_literal(array_text(ids)),
        quote_literal(array_text(requirements)));
}

std::string event_rows(std::string_view xid, std::span<const Record> records) {
    return fmt::format(
        "INSERT INTO pgpm_migrate.events (event_type, change_name, package) "
        "SELECT {}, r.change_name, r.package FROM unnest({}, {}) AS r (change_name, package)",
        guarded(xid, "'deploy'"), column_of(records, &Record::change),
        column_of(records, &Record::package));
}

// A row may be left of a change that something else than pgpm and pgmeta removed.
constexpr std::string_view replace_extras =
    " ON CONFLICT (change_id) DO UPDATE SET deployment_id = excluded.deployment_id, "
    "duration = NULL, token_digest = excluded.token_digest, "
    "revert_script = excluded.revert_script, verify_script = excluded.verify_script, "
    "log_only = excluded.log_only";

std::string extra_rows(std::string_view xid,
                       std::int64_t deployment,
                       std::span<const Record> records) {
    const auto log_only = [](const Record& record) -> std::string_view {
        return record.log_only ? "true" : "false";
    };
    return fmt::format(
        "INSERT INTO pgmeta.deployed_change (change_id, deployment_id, token_digest, "
        "revert_script, verify_script, log_only) "
        "SELECT r.change_id, {}, NULLIF(r.token_digest, ''), NULLIF(r.revert_script, ''), "
        "NULLIF(r.verify_script, ''), r.log_only::pg_catalog.bool "
        "FROM unnest({}, {}, {}, {}, {}) "
        "AS r (change_id, token_digest, revert_script, verify_script, log_only)",
        guarded(xid, std::to_string(deployment)), column_of(records, &Record::change_id),
        column_of(records, &Record::token_digest), column_of(records, &Record::revert_script),
        column_of(records, &Record::verify_script), column_of(records, log_only));
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
    // A set in the select list is made row by row, as it is fetched. Its bound is volatile, so that
    // the planner does not know how long it is: billions of rows would be worth compiling (JIT).
    return "DECLARE pgmeta_guard CURSOR FOR SELECT pg_catalog.date_part('epoch', "
           "pg_catalog.clock_timestamp()) "
           "FROM (SELECT pg_catalog.generate_series(1, pg_catalog.int8(pg_catalog.date_part("
           "'epoch', pg_catalog.clock_timestamp())))) AS tick";
}

std::string_view check_guard() {
    return "FETCH pgmeta_guard";
}

Recorder::Recorder(std::string xid, bool extras, std::int64_t deployment, bool unconstrained)
    : xid_(std::move(xid)),
      extras_(extras),
      deployment_(deployment),
      unconstrained_(unconstrained) {}

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
    if (!extras_) return statements;
    statements.push_back(extra_rows(xid_, deployment_, records));
    // Without its key nothing can conflict: the table is of this transaction.
    if (!unconstrained_) statements.back() += replace_extras;
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

// SPDX-License-Identifier: MIT
#include "pgmeta/ledger/array.hpp"
#include "pgmeta/ledger/ledger.hpp"
#include "pgmeta/sqltext/quote.hpp"
#include "unreadable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <unordered_map>

namespace pgmeta::ledger {

namespace {

// Three kinds of rows in one query, put together here: joining 100,000 rows by their 64 character
// ids costs the server four times what sending them apart does.
constexpr std::string_view changes_sql =
    "SELECT 'c'::\"char\", change_id, package, change_name, script_hash, "
    "deployed_at::pg_catalog.timestamptz FROM pgpm_migrate.changes";
constexpr std::string_view requirements_sql =
    " UNION ALL SELECT 'r', change_id, requires, NULL, NULL, NULL FROM pgpm_migrate.dependencies";
constexpr std::string_view extras_sql =
    " UNION ALL SELECT 'x', change_id, x.token_digest, d.role_name, NULL, NULL "
    "FROM pgmeta.deployed_change AS x LEFT JOIN pgmeta.deployment AS d USING (deployment_id)";

/// The server counts from 2000, and has moments beyond our range: those become the last that we
/// have.
Moment moment_of(std::int64_t micros) {
    using namespace std::chrono;
    constexpr Moment epoch = sys_days{year{2000} / January / 1};
    const auto last = (Moment::max() - epoch).count();
    return epoch + microseconds{std::clamp(micros, -last, last)};
}

/// Collects the rows of the query in whatever order they come.
///
/// Requirements and extras are written along with their changes and usually come in the same order,
/// so each is looked for near the one before it; what is not there waits for a lookup by id.
class Reader {
public:
    void take(pg::CopyRow row) {
        const char kind = row.text().front();
        const auto id = row.text();
        if (kind == 'c') return take_change(id, row);
        if (kind != kind_) near_ = 0;
        kind_ = kind;
        const auto first = row.text();
        Addition addition{kind, std::string{first}, std::string{row.text()}};
        if (auto* change = find_near(id)) return apply(std::move(addition), *change);
        waiting_.emplace_back(id, std::move(addition));
    }

    workspace::Deployed finish() {
        apply_waiting();
        std::stable_sort(changes_.begin(), changes_.end(), [](const auto& a, const auto& b) {
            return a.deployed_at < b.deployed_at;
        });
        workspace::Deployed deployed;
        deployed.changes.reserve(changes_.size());
        for (auto& change : changes_) {
            std::sort(change.requirements.begin(), change.requirements.end());
            deployed.add(std::move(change));
        }
        return deployed;
    }

private:
    struct Addition {
        char kind = ' ';
        std::string first;   ///< requirement, or token digest
        std::string second;  ///< role
    };

    static void apply(Addition addition, workspace::DeployedChange& change) {
        if (addition.kind == 'r') {
            change.requirements.push_back(std::move(addition.first));
            return;
        }
        change.token_digest = std::move(addition.first);
        change.deployed_by = std::move(addition.second);
    }

    void take_change(std::string_view id, pg::CopyRow& row) {
        auto& change = changes_.emplace_back();
        change.change_id = id;
        change.package = row.text();
        change.change = row.text();
        change.script_hash = row.text();
        change.deployed_at = moment_of(row.integer());
    }

    workspace::DeployedChange* find_near(std::string_view id) {
        constexpr std::size_t reach = 16;
        const auto end = std::min(near_ + reach, changes_.size());
        for (auto place = near_; place < end; ++place) {
            if (changes_[place].change_id != id) continue;
            near_ = place;
            return &changes_[place];
        }
        return nullptr;
    }

    void apply_waiting() {
        if (waiting_.empty()) return;
        std::unordered_map<std::string_view, workspace::DeployedChange*> by_id;
        by_id.reserve(changes_.size());
        for (auto& change : changes_)
            by_id.emplace(change.change_id, &change);
        for (auto& [id, addition] : waiting_) {
            const auto found = by_id.find(id);
            if (found != by_id.end()) apply(std::move(addition), *found->second);
        }
    }

    std::vector<workspace::DeployedChange> changes_;
    std::vector<std::pair<std::string, Addition>> waiting_;
    std::size_t near_ = 0;
    char kind_ = ' ';
};

bool lacks(const Facts& facts, std::string_view object) {
    return std::find(facts.missing.begin(), facts.missing.end(), object) != facts.missing.end();
}

/// The statement, or nothing when there is no table to read.  `condition` limits every part.
std::string select_sql(const Facts& facts, std::string_view condition) {
    if (facts.presence == Presence::absent || lacks(facts, "table changes")) return {};
    std::string sql = fmt::format("{}{}", changes_sql, condition);
    if (!lacks(facts, "table dependencies"))
        sql += fmt::format("{}{}", requirements_sql, condition);
    if (facts.extras) sql += fmt::format("{}{}", extras_sql, condition);
    return sql;
}

workspace::Deployed read_all(pg::Connection& connection, const std::string& sql) {
    Reader reader;
    or_unreadable(connection, [&] {
        connection.copy_out(sql, [&reader](pg::CopyRow row) { reader.take(row); });
    });
    return reader.finish();
}

/// Place, token digest and role of each of `rows`.  OFFSET 0: they are mostly few, and the planner
/// would rather read the whole table than look for each.
std::string extras_of(std::span<workspace::DeployedChange* const> rows) {
    std::vector<std::string> packages;
    std::vector<std::string> changes;
    for (const auto* row : rows) {
        packages.push_back(row->package);
        changes.push_back(row->change);
    }
    // Two arrays in one unnest are syntax of their own, which no schema of the path can replace.
    return fmt::format(
        "SELECT n.place, x.token_digest, d.role_name "
        "FROM unnest({}::pg_catalog.text[], {}::pg_catalog.text[]) WITH ORDINALITY "
        "AS n (package, change_name, place) "
        "JOIN pgpm_migrate.changes AS c USING (package, change_name) "
        "CROSS JOIN LATERAL (SELECT token_digest, deployment_id FROM pgmeta.deployed_change "
        "WHERE change_id = c.change_id OFFSET 0) AS x "
        "LEFT JOIN pgmeta.deployment AS d USING (deployment_id)",
        sqltext::quote_literal(array_text(packages)), sqltext::quote_literal(array_text(changes)));
}

}  // namespace

workspace::Deployed read(pg::Connection& connection, const Facts& facts) {
    const auto sql = select_sql(facts, "");
    if (sql.empty()) return {};
    if (!facts.can_read) throw unreadable(connection);
    return read_all(connection, sql);
}

workspace::Deployed read_names(pg::Connection& connection,
                               const Facts& facts,
                               std::size_t expected) {
    if (select_sql(facts, "").empty()) return {};
    if (!facts.can_read) throw unreadable(connection);
    workspace::Deployed deployed;
    deployed.changes.reserve(expected);
    or_unreadable(connection, [&] {
        connection.copy_out(
            "SELECT package, change_name, script_hash, deployed_at::pg_catalog.timestamptz "
            "FROM pgpm_migrate.changes",
            [&deployed](pg::CopyRow row) {
                workspace::DeployedChange change;
                change.package = row.text();
                change.change = row.text();
                change.script_hash = row.text();
                change.deployed_at = moment_of(row.integer());
                deployed.add(std::move(change));
            });
    });
    return deployed;
}

void read_extras(pg::Connection& connection,
                 const Facts& facts,
                 std::span<workspace::DeployedChange* const> rows) {
    if (rows.empty() || !facts.extras) return;
    or_unreadable(connection, [&] {
        connection.copy_out(extras_of(rows), [&rows](pg::CopyRow found) {
            auto& row = *rows[static_cast<std::size_t>(found.integer() - 1)];
            row.token_digest = found.text();
            row.deployed_by = found.text();
        });
    });
}

workspace::Deployed read_changes(pg::Connection& connection,
                                 const Facts& facts,
                                 std::string_view package,
                                 std::span<const std::string> changes) {
    const auto sql = select_sql(
        facts,
        fmt::format(" WHERE change_id IN (SELECT w.change_id FROM pgpm_migrate.changes AS w "
                    "WHERE w.package = {} AND w.change_name = ANY ({}::pg_catalog.text[]))",
                    sqltext::quote_literal(package), sqltext::quote_literal(array_text(changes))));
    if (sql.empty() || changes.empty()) return {};
    if (!facts.can_read) throw unreadable(connection);
    return read_all(connection, sql);
}

}  // namespace pgmeta::ledger

// SPDX-License-Identifier: MIT
#include "pgmeta/ledger/array.hpp"
#include "pgmeta/ledger/ledger.hpp"
#include "unreadable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <unordered_map>

namespace pgmeta::ledger {

namespace {

// Three kinds of rows in one statement, put together here: joining 100,000 rows by their 64
// character ids costs the server four times what sending them apart does.
constexpr std::string_view changes_sql =
    "SELECT 'c', change_id, package, change_name, script_hash, "
    "pg_catalog.date_part('epoch', deployed_at) FROM pgpm_migrate.changes";
constexpr std::string_view requirements_sql =
    " UNION ALL SELECT 'r', change_id, requires, NULL, NULL, NULL FROM pgpm_migrate.dependencies";
constexpr std::string_view extras_sql =
    " UNION ALL SELECT 'x', change_id, x.token_digest, d.role_name, NULL, NULL "
    "FROM pgmeta.deployed_change AS x LEFT JOIN pgmeta.deployment AS d USING (deployment_id)";

using Micros = std::chrono::microseconds;

/// Writes the last `digits` digits of a number that is not negative over zeros.
void put(std::string& text, std::size_t at, std::size_t digits, std::int64_t value) {
    for (auto place = at + digits; place > at; value /= 10)
        text[--place] = static_cast<char>('0' + value % 10);
}

/// A time as ISO 8601 in UTC, by hand for the sake of large ledgers: the server's to_char takes as
/// long as the rest of the query.
std::string iso_utc(Micros micros) {
    const auto day = std::chrono::floor<std::chrono::days>(micros);
    const std::chrono::year_month_day date{std::chrono::sys_days{day}};
    const auto of_day = (micros - day).count();
    const auto seconds = of_day / 1'000'000;
    std::string text = "0000-00-00T00:00:00.000000Z";
    put(text, 0, 4, static_cast<int>(date.year()));
    put(text, 5, 2, static_cast<unsigned>(date.month()));
    put(text, 8, 2, static_cast<unsigned>(date.day()));
    put(text, 11, 2, seconds / 3'600);
    put(text, 14, 2, seconds / 60 % 60);
    put(text, 17, 2, seconds % 60);
    put(text, 20, 6, of_day % 1'000'000);
    return text;
}

/// Seconds since 1970 as the server writes a double: exact to the microsecond until 2106,
/// and what has no year of four digits becomes the nearest that has.
Micros micros_of(const std::string& seconds) {
    const double value = std::strtod(seconds.c_str(), nullptr) * 1e6;
    constexpr double year_1 = -62'135'596'800e6;
    constexpr double year_9999 = 253'402'300'799e6;
    return Micros{std::llround(std::clamp(value, year_1, year_9999))};
}

/// Collects the rows of the query in whatever order they come.
///
/// Requirements and extras are written along with their changes and usually come in the same order,
/// so each is looked for near the one before it; what is not there waits for a lookup by id.
class Reader {
public:
    void take(const pg::Result& rows, int row = 0) {
        const char kind = rows.get(row, 0).value_or(" ").front();
        if (kind == 'c') return take_change(rows, row);
        if (kind != kind_) near_ = 0;
        kind_ = kind;
        const auto id = rows.get(row, 1).value_or("");
        Addition addition{kind, rows.text(row, 2), rows.text(row, 3)};
        if (auto* change = find_near(id)) return apply(std::move(addition), *change);
        waiting_.emplace_back(id, std::move(addition));
    }

    workspace::Deployed finish() {
        apply_waiting();
        workspace::Deployed deployed;
        deployed.changes.reserve(changes_.size());
        for (const auto place : by_time()) {
            auto& requirements = changes_[place].requirements;
            std::sort(requirements.begin(), requirements.end());
            deployed.add(std::move(changes_[place]));
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

    void take_change(const pg::Result& rows, int row) {
        workspace::DeployedChange change;
        change.change_id = rows.text(row, 1);
        change.package = rows.text(row, 2);
        change.change = rows.text(row, 3);
        change.script_hash = rows.text(row, 4);
        times_.push_back(micros_of(rows.text(row, 5)));
        change.deployed_at = iso_utc(times_.back());
        changes_.push_back(std::move(change));
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

    [[nodiscard]] std::vector<std::size_t> by_time() const {
        std::vector<std::size_t> order(changes_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(),
                         [this](std::size_t a, std::size_t b) { return times_[a] < times_[b]; });
        return order;
    }

    std::vector<workspace::DeployedChange> changes_;
    std::vector<Micros> times_;
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

}  // namespace

workspace::Deployed read(pg::Connection& connection, const Facts& facts) {
    const auto sql = select_sql(facts, "");
    if (sql.empty()) return {};
    if (!facts.can_read) throw unreadable(connection);
    Reader reader;
    or_unreadable(connection, [&] {
        connection.each_row(sql, [&reader](const pg::Result& row) { reader.take(row); });
    });
    return reader.finish();
}

workspace::Deployed read_changes(pg::Connection& connection,
                                 const Facts& facts,
                                 std::string_view package,
                                 std::span<const std::string> changes) {
    const auto sql = select_sql(facts,
                                " WHERE change_id IN (SELECT w.change_id "
                                "FROM pgpm_migrate.changes AS w "
                                "WHERE w.package = $1 AND w.change_name = ANY ($2::text[]))");
    if (sql.empty() || changes.empty()) return {};
    if (!facts.can_read) throw unreadable(connection);
    Reader reader;
    or_unreadable(connection, [&] {
        const auto rows = connection.query(sql, {package, array_text(changes)});
        for (int row = 0; row < rows.rows(); ++row)
            reader.take(rows, row);
    });
    return reader.finish();
}

}  // namespace pgmeta::ledger

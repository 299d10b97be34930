// SPDX-License-Identifier: MIT
#include "changes.hpp"

#include "pgmeta/pg/connection.hpp"
#include "pgmeta/snapshot/compare.hpp"
#include "pgmeta/snapshot/take.hpp"
#include "pgmeta_test/test_database.hpp"

#include <gtest/gtest.h>

#include <ostream>

// Each kind of object: one attribute changes, and exactly that is seen.  Everything happens in
// transactions that are rolled back.

namespace pgmeta::test {

std::ostream& operator<<(std::ostream& stream, const Changes& changes) {
    return stream << changes.kind;
}

namespace {

std::string title(snapshot::Kind kind, const std::string& identity) {
    return std::string{to_string(kind)} + " " + identity;
}

std::string lines(const snapshot::Difference& difference) {
    std::string result;
    const auto add = [&](const std::string& line) {
        result += (result.empty() ? "" : "\n") + line;
    };
    for (const auto& one : difference.removed)
        add("- " + title(one.kind, one.identity));
    for (const auto& one : difference.added)
        add("+ " + title(one.kind, one.identity));
    for (const auto& one : difference.changed)
        for (const auto& change : one.attributes)
            add("~ " + title(one.kind, one.identity) + ": " + change.name + ": " +
                change.before.value_or("(none)") + " -> " + change.after.value_or("(none)"));
    return result;
}

class SnapshotSees : public testing::TestWithParam<Changes> {
protected:
    std::string difference_of(const std::string& sql) {
        connection_.query(
            "BEGIN; CREATE SCHEMA app; CREATE TYPE app.row_type AS (a int);"
            "SET LOCAL search_path = app;" +
            GetParam().setup);
        const auto before = snapshot::take(connection_);
        connection_.query(sql);
        const auto after = snapshot::take(connection_);
        connection_.query("ROLLBACK");
        return lines(compare(before, after));
    }

private:
    TestDatabase database_;
    pg::Connection connection_ = pg::Connection::open(pg::ConnInfo::parse(database_.url()));
};

TEST_P(SnapshotSees, OneChangeAndNothingElse) {
    for (const auto& change : GetParam().changes) {
        SCOPED_TRACE(change.sql);
        EXPECT_EQ(difference_of(change.sql), change.difference);
    }
}

std::string name_of(const testing::TestParamInfo<Changes>& info) {
    return info.param.kind;
}

INSTANTIATE_TEST_SUITE_P(Relations,
                         SnapshotSees,
                         testing::ValuesIn(changes_of_relations()),
                         name_of);
INSTANTIATE_TEST_SUITE_P(Others, SnapshotSees, testing::ValuesIn(changes_of_others()), name_of);

}  // namespace

}  // namespace pgmeta::test

// SPDX-License-Identifier: MIT
#include "pgmeta/ledger/ledger.hpp"
#include "pgmeta/sqltext/script.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pgmeta::ledger {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::SizeIs;

Record record_of(std::string change) {
    Record record;
    record.package = "app";
    record.script_hash = "hash of " + change;
    record.change_id = "id of " + change;
    record.change = std::move(change);
    return record;
}

TEST(Recorder, GuardsEveryStatementWithTheTransaction) {
    auto record = record_of("users");
    record.requirements = {"app:schema"};
    const Recorder recorder{"4711", true, 3};
    auto statements = recorder.trailer(std::vector{record});
    statements.push_back(recorder.check_transaction());
    statements.push_back(recorder.revert_rows("app", "users").front());
    EXPECT_THAT(statements, Each(HasSubstr("OPERATOR(pg_catalog.=) '4711'::pg_catalog.xid8")));
}

// SQL that is printed for somebody else to run cannot know its transaction.
TEST(Recorder, LeavesTheGuardOutWithoutATransaction) {
    const std::vector records{record_of("users")};
    const Recorder recorder{"", true, 0};
    auto statements = recorder.trailer(records);
    statements.push_back(recorder.check_transaction());
    EXPECT_THAT(statements, Each(testing::Not(HasSubstr("xid8"))));
}

TEST(Recorder, WritesNothingForNoChanges) {
    EXPECT_THAT(Recorder("1", true, 1).trailer({}), SizeIs(0));
}

TEST(Recorder, LeavesOutRequirementsThatNobodyHas) {
    const std::vector records{record_of("a"), record_of("b")};
    EXPECT_THAT(Recorder("1", false, 0).trailer(records), SizeIs(2));
}

TEST(Recorder, LeavesOutOurRowsWithoutOurSchema) {
    const std::vector records{record_of("a")};
    EXPECT_THAT(Recorder("1", false, 0).trailer(records), Each(testing::Not(HasSubstr("pgmeta."))));
}

// The executor counts command tags: a statement that is two would shift every later one.
TEST(Recorder, MakesEachStringOneStatementWhateverTheScriptsHold) {
    auto record = record_of("it's; \\ odd");
    record.requirements = {"a;b", "c'd"};
    record.revert_script = "DROP TABLE x; -- it's\nSELECT $$;$$, '\\';";
    record.verify_script = "SELECT 1;\nSELECT ');';";
    const Recorder recorder{"1", true, 1};
    auto statements = recorder.trailer(std::vector{record});
    statements.push_back(recorder.package_row("it's"));
    statements.push_back(recorder.check_transaction());
    statements.push_back(recorder.durations(
        std::vector<std::pair<std::string, double>>{{record.change_id, 0.5}, {"it's", 1.0 / 3}}));
    statements.push_back(open_guard());
    statements.emplace_back(check_guard());
    statements.push_back(recorder.revert_rows("it's", "a;b").front());
    for (const auto& statement : statements) {
        const auto script = sqltext::scan(statement);
        EXPECT_THAT(script.statements, SizeIs(1)) << statement;
        EXPECT_EQ(script.end_state, sqltext::EndState::clean) << statement;
    }
}

}  // namespace
}  // namespace pgmeta::ledger

// SPDX-License-Identifier: MIT
#include "survive.hpp"

#include <gmock/gmock.h>

#include <signal.h>

// Ctrl-C and SIGTERM: the statement is cancelled, everything is rolled back, the lock is free when
// pgmeta has ended.

namespace pgmeta::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class SurviveCancel : public testing::Test {
protected:
    /// The state after a deployment that was ended: checked at once, without waiting.
    void expect_untouched() {
        EXPECT_EQ(database_.value(lock_is_free), "t");
        EXPECT_FALSE(has_ledger(database_));
        EXPECT_FALSE(has_table(database_, "before_sleep"));
    }

    TempDir dir_;
    TestDatabase database_;
    std::filesystem::path root_ =
        WorkspaceBuilder{dir_.path()}
            .package("a")
            .change("quick")
            .change("long",
                    "CREATE TABLE before_sleep ();\nSELECT pg_sleep(60);\n",
                    "DROP TABLE before_sleep;\n")
            .change("never")
            .write();
};

TEST_F(SurviveCancel, InterruptInALongStatementRollsBack) {
    auto process = start_deploy(root_, database_.url());
    ASSERT_TRUE(eventually(database_, deployer_sleeps));
    process.kill(SIGINT);
    const auto result = process.wait();
    expect_untouched();
    EXPECT_EQ(result.exit_code, 130);
    EXPECT_THAT(
        result.err,
        AllOf(HasSubstr("error[interrupted]"),
              HasSubstr("Nothing was deployed: the database is as it was before."),
              HasSubstr("2 changes were rolled back."), HasSubstr("1 change was not attempted.")));
}

TEST_F(SurviveCancel, TerminationInALongStatementRollsBack) {
    auto process = start_deploy(root_, database_.url());
    ASSERT_TRUE(eventually(database_, deployer_sleeps));
    process.kill(SIGTERM);
    const auto result = process.wait();
    expect_untouched();
    EXPECT_EQ(result.exit_code, 143);
    EXPECT_THAT(result.err, HasSubstr("error[terminated]"));
}

TEST_F(SurviveCancel, CtrlCAtATerminalRollsBack) {
    Process process{pgmeta_argv(arguments_for("deploy", database_.url())),
                    {.cwd = root_, .pty = true}};
    ASSERT_TRUE(eventually(database_, deployer_sleeps)) << process.out();
    process.write("\x03");
    const auto result = process.wait();
    expect_untouched();
    EXPECT_EQ(result.exit_code, 130);
    EXPECT_THAT(result.out, HasSubstr("interrupted by Ctrl-C"));
}

TEST_F(SurviveCancel, SecondCtrlCWhileRollingBackChangesNothing) {
    auto process = start_deploy(root_, database_.url());
    ASSERT_TRUE(eventually(database_, deployer_sleeps));
    process.kill(SIGINT);
    process.kill(SIGINT);
    const auto result = process.wait();
    expect_untouched();
    EXPECT_EQ(result.exit_code, 130);
}

TEST_F(SurviveCancel, JsonTellsWhatIsTrue) {
    auto process = start_deploy(root_, database_.url(), {"--json"});
    ASSERT_TRUE(eventually(database_, deployer_sleeps));
    process.kill(SIGINT);
    const auto result = process.wait();
    EXPECT_EQ(result.exit_code, 130);
    EXPECT_THAT(result.out, AllOf(HasSubstr("\"ok\": false"), HasSubstr("\"id\": \"interrupted\""),
                                  HasSubstr("\"deployed\": []"), HasSubstr("\"exit_code\": 130")));
}

TEST_F(SurviveCancel, DatabaseMadeForTheRunIsDroppedAgain) {
    TestDatabase made{unique_name("created"), false};
    auto process = start_deploy(root_, made.url(), {"--createdb"});
    ASSERT_TRUE(process.wait_for("target: ")) << process.err();
    Session elsewhere{"dbname=postgres"};
    ASSERT_TRUE(
        eventually(elsewhere, "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = '" +
                                  made.name() + "' AND wait_event = 'PgSleep')"));
    process.kill(SIGINT);
    const auto result = process.wait();
    EXPECT_EQ(result.exit_code, 130);
    EXPECT_THAT(result.err, HasSubstr("dropped again"));
    EXPECT_FALSE(database_exists(made.name()));
}

TEST_F(SurviveCancel, WaitingForTheLockEndsAtOnce) {
    auto holder = database_.connect();
    holder.query("SELECT pg_advisory_lock(x'70676d6574610001'::bigint)");
    for (const auto& [signal, status] : {std::pair{SIGINT, 130}, std::pair{SIGTERM, 143}}) {
        auto process = start_deploy(root_, database_.url());
        ASSERT_TRUE(process.wait_for("waiting for another deployer")) << process.err();
        process.kill(signal);
        const auto result = process.wait();
        EXPECT_EQ(result.exit_code, status);
        EXPECT_LT(result.seconds, 20);
        EXPECT_FALSE(has_ledger(database_));
    }
}

TEST_F(SurviveCancel, RevertThatIsInterruptedRevertsNothing) {
    const TempDir dir;
    const auto root =
        WorkspaceBuilder{dir.path()}
            .package("b")
            .change("one", "CREATE TABLE one ();\n", "SELECT pg_sleep(60);\nDROP TABLE one;\n")
            .change("two", "CREATE TABLE two ();\n", "DROP TABLE two;\n")
            .write();
    ASSERT_EQ(deploy_in(root, database_.url()).exit_code, 0);
    Process process{pgmeta_argv(arguments_for("revert", database_.url(), {"--yes"})),
                    {.cwd = root}};
    ASSERT_TRUE(eventually(database_,
                           "SELECT EXISTS (SELECT FROM pg_stat_activity "
                           "WHERE datname = current_database() AND wait_event = 'PgSleep')"));
    process.kill(SIGINT);
    const auto result = process.wait();
    EXPECT_EQ(result.exit_code, 130);
    EXPECT_EQ(database_.value(lock_is_free), "t");
    EXPECT_EQ(deployed(database_), "b:one b:two");
    EXPECT_TRUE(has_table(database_, "two"));
}

}  // namespace
}  // namespace pgmeta::test

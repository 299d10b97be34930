// SPDX-License-Identifier: MIT
#include "pgmeta_test/delay_proxy.hpp"
#include "survive.hpp"

#include <gmock/gmock.h>

// Connections that die: in mid-deployment nothing is left, at COMMIT the ledger decides.

namespace pgmeta::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// As libpq sends it: the zero byte keeps READ COMMITTED apart.
const std::string commit_message{"COMMIT\0", 7};

class SurviveDoubt : public testing::Test {
protected:
    TempDir dir_;
    TestDatabase database_;
    WorkspaceBuilder builder_ = WorkspaceBuilder{dir_.path()};

    std::filesystem::path two_changes() {
        return builder_.package("a").change("one").change("two", {"one"}).write();
    }
};

TEST_F(SurviveDoubt, CommitThatArrivedIsFoundInTheLedger) {
    const DelayProxy proxy{{.cut_at = commit_message, .cut_when = CutWhen::after_forwarding}};
    const auto result = deploy_in(two_changes(), proxy.url(database_.name()));
    EXPECT_TRUE(proxy.was_cut());
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, HasSubstr("2 changes of 1 package deployed"));
    EXPECT_EQ(deployed(database_), "a:one a:two");
}

TEST_F(SurviveDoubt, CommitWhoseAnswerWasLostIsFoundInTheLedger) {
    const DelayProxy proxy{{.cut_at = commit_message, .cut_when = CutWhen::after_answer}};
    const auto result = deploy_in(two_changes(), proxy.url(database_.name()));
    EXPECT_TRUE(proxy.was_cut());
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(deployed(database_), "a:one a:two");
}

TEST_F(SurviveDoubt, CommitThatNeverArrivedCommittedNothing) {
    const auto before = dump_schema(database_.name());
    const DelayProxy proxy{{.cut_at = commit_message, .cut_when = CutWhen::before_forwarding}};
    const auto result = deploy_in(two_changes(), proxy.url(database_.name()));
    EXPECT_TRUE(proxy.was_cut());
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err,
                AllOf(HasSubstr("error[connection-lost]"), HasSubstr("nothing was committed"),
                      HasSubstr("2 changes were rolled back.")));
    EXPECT_EQ(dump_schema(database_.name()), before);
    EXPECT_EQ(deploy_in(builder_.write(), database_.url()).exit_code, 0);
}

// Reconnecting is tried for a while, so the two runs wait side by side.
TEST_F(SurviveDoubt, LedgerThatCannotBeAskedLeavesTheDoubt) {
    TestDatabase other;
    const DelayProxy committed{{.cut_at = commit_message,
                                .cut_when = CutWhen::after_forwarding,
                                .refuse_after_cut = true}};
    const DelayProxy lost{{.cut_at = commit_message,
                           .cut_when = CutWhen::before_forwarding,
                           .refuse_after_cut = true}};
    const auto root = two_changes();
    auto as_text = start_deploy(root, committed.url(database_.name()));
    auto as_json = start_deploy(root, lost.url(other.name()), {"--json"});

    const auto text = as_text.wait();
    EXPECT_TRUE(committed.was_cut());
    EXPECT_EQ(text.exit_code, 5);
    EXPECT_THAT(text.err,
                AllOf(HasSubstr("error[commit-in-doubt]"),
                      HasSubstr("It is not known whether 2 changes committed."),
                      HasSubstr("pgmeta status"), Not(HasSubstr("database is as it was before"))));
    const auto json = as_json.wait();
    EXPECT_TRUE(lost.was_cut());
    EXPECT_EQ(json.exit_code, 5);
    EXPECT_THAT(json.out,
                AllOf(HasSubstr("\"fault\": \"in_doubt\""),
                      HasSubstr("\"id\": \"commit-in-doubt\""), HasSubstr("\"deployed\": []")));
}

TEST_F(SurviveDoubt, SlowCommitIsWaitedForBeforeTheLedgerIsAsked) {
    const auto root = builder_.package("a")
                          .change("slow",
                                  "CREATE TABLE slow (id int);\n"
                                  "CREATE FUNCTION nap() RETURNS trigger LANGUAGE plpgsql\n"
                                  "AS $$ BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END $$;\n"
                                  "CREATE CONSTRAINT TRIGGER nap AFTER INSERT ON slow\n"
                                  "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW\n"
                                  "EXECUTE FUNCTION nap();\n"
                                  "INSERT INTO slow VALUES (1);\n",
                                  "DROP TABLE slow;\n")
                          .write();
    const DelayProxy proxy{{.cut_at = commit_message, .cut_when = CutWhen::after_forwarding}};
    const auto result = deploy_in(root, proxy.url(database_.name()));
    // The nap is shorter than client_connection_check_interval, so the server commits.
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(deployed(database_), "a:slow");
    EXPECT_THAT(result.err, HasSubstr("waiting for another deployer"));
}

TEST_F(SurviveDoubt, SecondTransactionOfARunIsDecidedByItsOwnRows) {
    const DelayProxy proxy{
        {.cut_at = commit_message, .cut_when = CutWhen::before_forwarding, .cut_occurrence = 2}};
    const auto result = deploy_in(two_changes(), proxy.url(database_.name()), {"--tx=change"});
    EXPECT_TRUE(proxy.was_cut());
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, AllOf(HasSubstr("nothing was committed"),
                                  HasSubstr("1 change was deployed and stays so.")));
    EXPECT_EQ(deployed(database_), "a:one");
}

TEST_F(SurviveDoubt, RunGoesOnAfterASettledCommit) {
    const DelayProxy proxy{
        {.cut_at = commit_message, .cut_when = CutWhen::after_answer, .cut_occurrence = 1}};
    const auto result = deploy_in(two_changes(), proxy.url(database_.name()), {"--tx=change"});
    EXPECT_TRUE(proxy.was_cut());
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, HasSubstr("2 changes of 1 package deployed"));
    EXPECT_EQ(deployed(database_), "a:one a:two");
}

TEST_F(SurviveDoubt, RevertIsDecidedByTheLedgerToo) {
    const auto root = two_changes();
    ASSERT_EQ(deploy_in(root, database_.url()).exit_code, 0);
    {
        const DelayProxy proxy{{.cut_at = commit_message}};
        const auto kept = on_target(root, "revert", proxy.url(database_.name()), {"--yes"});
        EXPECT_TRUE(proxy.was_cut());
        EXPECT_EQ(kept.exit_code, 1);
        EXPECT_THAT(kept.err, HasSubstr("nothing was committed"));
        EXPECT_EQ(deployed(database_), "a:one a:two");
    }
    const DelayProxy proxy{{.cut_at = commit_message, .cut_when = CutWhen::after_answer}};
    const auto gone = on_target(root, "revert", proxy.url(database_.name()), {"--yes"});
    EXPECT_EQ(gone.exit_code, 0) << gone.err;
    EXPECT_EQ(deployed(database_), "");
}

TEST_F(SurviveDoubt, ConnectionLostInMidDeploymentLeavesNothing) {
    const auto root = builder_.package("a")
                          .change("one")
                          .change("long", "SELECT pg_sleep(60);\n", "SELECT 1;\n")
                          .change("never")
                          .write();
    DelayProxy proxy;
    auto process = start_deploy(root, proxy.url(database_.name()));
    ASSERT_TRUE(eventually(database_, deployer_sleeps));
    proxy.cut_now();
    const auto result = process.wait();
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err,
                AllOf(HasSubstr("error[connection-lost]"),
                      HasSubstr("server closed the connection unexpectedly\n"),
                      HasSubstr("from a:one to a:never"), Not(HasSubstr("script of a:one")),
                      HasSubstr("Nothing was deployed"), HasSubstr("3 changes were rolled back.")));
    EXPECT_TRUE(eventually(database_, no_deployer));
    EXPECT_FALSE(has_ledger(database_));
}

/// A row that breaks a foreign key which is checked at COMMIT only.
WorkspaceBuilder& with_deferred_failure(WorkspaceBuilder& builder) {
    return builder.package("a")
        .change("tables",
                "CREATE TABLE parents (id int PRIMARY KEY);\n"
                "CREATE TABLE children (parent int CONSTRAINT has_parent REFERENCES parents\n"
                "    DEFERRABLE INITIALLY DEFERRED);\n",
                "DROP TABLE children, parents;\n")
        .change("unrelated", "CREATE TABLE unrelated ();\n", "DROP TABLE unrelated;\n")
        .change("orphan", "INSERT INTO children VALUES (7);\n", "DELETE FROM children;\n");
}

TEST_F(SurviveDoubt, DeferredConstraintIsReportedAtCommitAndBlamesNoChange) {
    const auto root = with_deferred_failure(builder_).write();
    const auto before = dump_schema(database_.name());
    const auto result = deploy_in(root, database_.url());
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err,
                AllOf(HasSubstr("error[commit-refused]: at COMMIT: "), HasSubstr("SQLSTATE: 23503"),
                      HasSubstr("table: public.children"), HasSubstr("constraint: has_parent"),
                      HasSubstr("Key (parent)=(7) is not present in table \"parents\"."),
                      HasSubstr("a:tables, a:orphan"), Not(HasSubstr("script of")),
                      Not(HasSubstr("a:unrelated")), HasSubstr("3 changes were rolled back.")));
    EXPECT_EQ(dump_schema(database_.name()), before);
}

TEST_F(SurviveDoubt, DeferredConstraintInJsonNamesConstraintAndNoChange) {
    const auto root = with_deferred_failure(builder_).write();
    const auto result = deploy_in(root, database_.url(), {"--json"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.out,
                AllOf(HasSubstr("\"constraint\": \"has_parent\""),
                      HasSubstr("\"table\": \"children\""), HasSubstr("\"sqlstate\": \"23503\""),
                      HasSubstr("\"location\": null"), Not(HasSubstr("\"change\": \"a:"))));
}

}  // namespace
}  // namespace pgmeta::test

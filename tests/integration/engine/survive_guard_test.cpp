// SPDX-License-Identifier: MIT
#include "pgmeta/engine/deploy.hpp"
#include "survive.hpp"

#include <gmock/gmock.h>

// The executor's own guard: scripts that end the transaction although they should have been
// refused. The lexer's refusal is switched off here.

namespace pgmeta::test {
namespace {

using testing::HasSubstr;

/// What a COMMIT in mid-script makes durable.
enum class Durable { nothing, first_change };

struct Escape {
    std::string name;
    std::string control;  ///< between the two tables of the second change
    Durable durable;
};

void PrintTo(const Escape& escape, std::ostream* out) {
    *out << escape.name;
}

class SurviveGuard : public testing::TestWithParam<Escape> {
protected:
    std::filesystem::path three_changes() {
        return WorkspaceBuilder{dir_.path()}
            .package("a")
            .change("zero")
            .change("first", "CREATE TABLE first ();\n", "DROP TABLE first;\n", {}, {"zero"})
            .change(
                "second",
                "CREATE TABLE before ();\n" + GetParam().control + ";\nCREATE TABLE behind ();\n",
                "SELECT 1;\n", {}, {"first"})
            .change("third", "CREATE TABLE third ();\n", "DROP TABLE third;\n")
            .write();
    }

    engine::Report deploy(const std::filesystem::path& root,
                          std::size_t batch_bytes,
                          engine::TxMode tx = engine::TxMode::all) {
        Diagnostics problems;
        const auto workspace = workspace::load(root, problems);
        engine::Target target;
        target.info = pg::ConnInfo::parse(database_.url());
        engine::DeployOptions options;
        options.refuse_transaction_control = false;
        options.batch_bytes = batch_bytes;
        options.tx = tx;
        return engine::deploy(target, workspace, options, {});
    }

    void expect_stopped(const engine::Report& report) {
        ASSERT_TRUE(report.failure);
        EXPECT_EQ(report.failure->id(), "transaction-left") << report.failure->what();
        EXPECT_THAT(report.failure->what(), HasSubstr("a:second"));
        EXPECT_EQ(database_.value(lock_is_free), "t");
        EXPECT_FALSE(has_table(database_, "behind"));
        EXPECT_FALSE(has_table(database_, "third"));
    }

    void expect_rows(const engine::Report& report) {
        if (GetParam().durable == Durable::nothing) {
            EXPECT_FALSE(has_ledger(database_));
            EXPECT_FALSE(has_table(database_, "first"));
            EXPECT_FALSE(has_table(database_, "before"));
            EXPECT_TRUE(report.done.empty());
            return;
        }
        EXPECT_TRUE(has_table(database_, "first"));
        expect_correct_rows();
        EXPECT_EQ(report.done.size(), 2U);
    }

    /// Every row that pgmeta writes of a change, for a:zero and a:first and for nothing else.
    void expect_correct_rows() {
        EXPECT_EQ(deployed(database_), "a:zero a:first");
        const Rows requirement{{"first", "a:zero"}};
        EXPECT_EQ(database_.query("SELECT change_name, requires FROM pgpm_migrate.dependencies "
                                  "JOIN pgpm_migrate.changes USING (change_id)"),
                  requirement);
        const Rows events{{"deploy", "zero"}, {"deploy", "first"}};
        EXPECT_EQ(database_.query("SELECT event_type, change_name FROM pgpm_migrate.events "
                                  "WHERE error_message IS NULL ORDER BY event_id"),
                  events);
        const Rows extras{{"zero", "t", "t"}, {"first", "t", "t"}};
        EXPECT_EQ(database_.query("SELECT change_name, token_digest IS NOT NULL, "
                                  "deployment_id IN (SELECT deployment_id FROM pgmeta.deployment) "
                                  "FROM pgpm_migrate.changes JOIN pgmeta.deployed_change "
                                  "USING (change_id) ORDER BY deployed_at"),
                  extras);
    }

    TempDir dir_;
    TestDatabase database_;
};

TEST_P(SurviveGuard, StopsTheRunWithManyChangesInOneMessage) {
    const auto report = deploy(three_changes(), 0);
    expect_stopped(report);
    expect_rows(report);
}

TEST_P(SurviveGuard, StopsTheRunWithEveryStatementInAMessageOfItsOwn) {
    const auto report = deploy(three_changes(), 1);
    expect_stopped(report);
    expect_rows(report);
}

TEST_P(SurviveGuard, StopsTheRunInATransactionOfTheChangesOwn) {
    const auto report = deploy(three_changes(), 0, engine::TxMode::change);
    expect_stopped(report);
    EXPECT_TRUE(has_table(database_, "first"));
    expect_correct_rows();
}

INSTANTIATE_TEST_SUITE_P(
    Scripts,
    SurviveGuard,
    testing::Values(Escape{"Commit", "COMMIT", Durable::first_change},
                    Escape{"Rollback", "ROLLBACK", Durable::nothing},
                    Escape{"RollbackBegin", "ROLLBACK; BEGIN", Durable::nothing},
                    Escape{"RollbackAndChain", "ROLLBACK AND CHAIN", Durable::nothing},
                    Escape{"CommitAndChain", "COMMIT AND CHAIN", Durable::first_change},
                    Escape{"CommitBegin", "COMMIT; BEGIN", Durable::first_change},
                    Escape{"CloseAllCommit", "CLOSE ALL; COMMIT", Durable::first_change},
                    Escape{"CloseAllRollbackBegin", "CLOSE ALL; ROLLBACK; BEGIN",
                           Durable::nothing}),
    [](const auto& test) { return test.param.name; });

// The guard between changes is a cursor.
TEST(SurviveGuardCursor, MayBeClosedByDeployAndVerifyScripts) {
    const TempDir dir;
    const auto root = WorkspaceBuilder{dir.path()}
                          .package("a")
                          .change("one", "CREATE TABLE one ();\nclose\n  ALL;\n",
                                  "DROP TABLE one;\n", "CLOSE ALL;\nSELECT FROM one;\n")
                          .package("b", {"a"})
                          .change("two", "CREATE TABLE two ();\n", "DROP TABLE two;\n")
                          .write();
    TestDatabase database;
    const auto result = deploy_in(root, database.url());
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(deployed(database), "a:one b:two");
    EXPECT_EQ(
        database.value("SELECT count(*) FROM pgmeta.deployed_change WHERE duration > '1 min'"),
        "0");
}

TEST(SurviveGuardCursor, GivesTheTimeOfSlowScriptsOnly) {
    const TempDir dir;
    const auto root =
        WorkspaceBuilder{dir.path()}
            .package("a")
            .change("before")
            .change("slow", "SELECT pg_sleep(0.2);\n", "SELECT 1;\n", "SELECT pg_sleep(0.4);\n")
            .package("b", {"a"})
            .change("after")
            .write();
    TestDatabase database;
    ASSERT_EQ(deploy_in(root, database.url()).exit_code, 0);
    EXPECT_EQ(database.value("SELECT duration >= '0.2 s' AND duration < '0.4 s' "
                             "FROM pgmeta.deployed_change JOIN pgpm_migrate.changes "
                             "USING (change_id) WHERE change_name = 'slow'"),
              "t");
    EXPECT_EQ(database.value("SELECT bool_and(duration IS NULL OR duration < '0.2 s') "
                             "FROM pgmeta.deployed_change JOIN pgpm_migrate.changes "
                             "USING (change_id) WHERE change_name <> 'slow'"),
              "t");
}

// A procedure's COMMIT is refused by the server itself inside a transaction block.
TEST(SurviveGuardOfTheServer, CommitInsideAProcedureIsRefused) {
    const TempDir dir;
    const auto root = WorkspaceBuilder{dir.path()}
                          .package("a")
                          .change("one")
                          .change("two", "DO $$ BEGIN COMMIT; END $$;\n", "SELECT 1;\n")
                          .write();
    TestDatabase database;
    const auto result = deploy_in(root, database.url());
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("SQLSTATE: 2D000"));
    EXPECT_FALSE(has_ledger(database));
}

// With the lexer's refusal on, the server never sees such a script.
TEST(SurviveRefusal, ScriptsThatEndTheTransactionAreRefusedBeforeAnythingRuns) {
    for (const std::string control :
         {"ROLLBACK", "ABORT", "COMMIT AND CHAIN", "PREPARE TRANSACTION 'x'", "SAVEPOINT x"}) {
        const TempDir dir;
        const auto root =
            WorkspaceBuilder{dir.path()}
                .package("a")
                .change("one")
                .change("two", "CREATE TABLE t ();\n" + control + ";\nSELECT 1;\n", "SELECT 1;\n")
                .write();
        TestDatabase database;
        const auto result = deploy_in(root, database.url());
        EXPECT_EQ(result.exit_code, 3) << control;
        EXPECT_THAT(result.err, HasSubstr("packages/a/deploy/two.sql:4:1: error[")) << control;
        EXPECT_FALSE(has_ledger(database));
    }
}

}  // namespace
}  // namespace pgmeta::test

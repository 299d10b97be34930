// SPDX-License-Identifier: MIT
#include "survive.hpp"

#include <gmock/gmock.h>

// Ledgers that are half made or newer than this program, and roles that may only read.

namespace pgmeta::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string objects_of_ledger(TestDatabase& database) {
    return database.value(
        "SELECT (SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class "
        "WHERE relnamespace = 'pgpm_migrate'::regnamespace AND relkind = 'r') || ' + ' || "
        "(SELECT string_agg(p.oid::regprocedure::text, ' ' ORDER BY p.oid::regprocedure::text) "
        "FROM pg_proc AS p WHERE pronamespace = 'pgpm_migrate'::regnamespace)");
}

class SurviveLedger : public testing::Test {
protected:
    TempDir dir_;
    TestDatabase database_;
    WorkspaceBuilder builder_ = WorkspaceBuilder{dir_.path()};

    /// Deploys a:one, so that there is a ledger.
    std::filesystem::path deployed_once() {
        const auto root = builder_.package("a").change("one").write();
        EXPECT_EQ(deploy_in(root, database_.url()).exit_code, 0);
        return root;
    }
};

TEST_F(SurviveLedger, HalfMadeOneIsCompleted) {
    deployed_once();
    const auto whole = objects_of_ledger(database_);
    const auto dump = dump_schema(database_.name());
    database_.query(
        "DROP TABLE pgpm_migrate.events, pgpm_migrate.dependencies;"
        "DROP ROUTINE pgpm_migrate.deploy, pgpm_migrate.status, pgpm_migrate.get_dependents");
    ASSERT_NE(objects_of_ledger(database_), whole);

    EXPECT_EQ(on_target(builder_.write(), "status", database_.url()).exit_code, 0);
    const auto root = builder_.change("two", {"one"}).write();
    const auto result = deploy_in(root, database_.url());
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(objects_of_ledger(database_), whole);
    EXPECT_EQ(deployed(database_), "a:one a:two");
    EXPECT_EQ(database_.value("SELECT requires FROM pgpm_migrate.dependencies"), "a:one");
    database_.query("DROP TABLE \"a/two\"");
    EXPECT_EQ(dump_schema(database_.name()), dump);
}

TEST_F(SurviveLedger, HalfMadeOneIsCompletedWhenNothingIsPending) {
    const auto root = deployed_once();
    const auto whole = objects_of_ledger(database_);
    database_.query("DROP ROUTINE pgpm_migrate.deploy, pgpm_migrate.status");
    const auto result = deploy_in(root, database_.url());
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(objects_of_ledger(database_), whole);
    EXPECT_EQ(deployed(database_), "a:one");
}

TEST_F(SurviveLedger, EmptySchemaOfTheLedgersNameIsFilled) {
    database_.query("CREATE SCHEMA pgpm_migrate");
    deployed_once();
    EXPECT_EQ(deployed(database_), "a:one");
}

TEST_F(SurviveLedger, HalfMadeOneStaysSoWhenTheDeploymentFails) {
    database_.query("CREATE SCHEMA pgpm_migrate");
    const auto before = dump_schema(database_.name());
    const auto root = builder_.package("a").change("bad", "SELECT 1 / 0;\n", "SELECT 1;\n").write();
    EXPECT_EQ(deploy_in(root, database_.url()).exit_code, 1);
    EXPECT_EQ(dump_schema(database_.name()), before);
}

TEST_F(SurviveLedger, NewerOneIsRefusedByEveryCommand) {
    deployed_once();
    database_.query("INSERT INTO pgmeta.ledger_version (version) VALUES (999)");
    const auto root = builder_.change("two").write();
    for (const std::string command : {"deploy", "status", "verify"}) {
        const auto result = on_target(root, command, database_.url());
        EXPECT_EQ(result.exit_code, 4) << command;
        EXPECT_THAT(result.err, AllOf(HasSubstr("error[ledger-newer]"), HasSubstr("999")));
    }
    EXPECT_EQ(on_target(root, "revert", database_.url(), {"--yes"}).exit_code, 4);
    EXPECT_EQ(deployed(database_), "a:one");
    EXPECT_EQ(database_.value(lock_is_free), "t");
}

/// A role that can log in, and nothing more.
class SurviveReader : public SurviveLedger {
protected:
    SurviveReader() {
        database_.query("CREATE ROLE " + reader_ + " LOGIN");
        // Whatever a command tried to write would fail.
        database_.query("ALTER ROLE " + reader_ + " SET default_transaction_read_only = on");
    }

    ~SurviveReader() override { drop_roles(database_, {reader_}); }

    void may_read() {
        for (const std::string schema : {"pgpm_migrate", "pgmeta"})
            database_.query("GRANT USAGE ON SCHEMA " + schema + " TO " + reader_ +
                            "; GRANT SELECT ON ALL TABLES IN SCHEMA " + schema + " TO " + reader_);
        database_.query("GRANT SELECT ON \"a/one\" TO " + reader_);
    }

    std::string reader_ = unique_name("reader");
};

TEST_F(SurviveReader, SeesStatusLogAndVerifies) {
    deployed_once();
    may_read();
    const auto root = builder_.change("two").write();
    const auto url = database_.url(reader_);
    const auto before = dump_schema(database_.name());

    const auto status = on_target(root, "status", url, {"--exit-code"});
    EXPECT_EQ(status.exit_code, 4) << status.err;  // a:two is pending
    EXPECT_THAT(status.out, HasSubstr("a:two"));
    const auto log = on_target(root, "log", url);
    EXPECT_EQ(log.exit_code, 0) << log.err;
    EXPECT_THAT(log.out, HasSubstr("a:one"));
    const auto verified = on_target(root, "verify", url);
    EXPECT_EQ(verified.exit_code, 0) << verified.err;
    EXPECT_EQ(dump_schema(database_.name()), before);
}

TEST_F(SurviveReader, WithoutAnyGrantIsToldWhichOneIsMissing) {
    const auto root = deployed_once();
    for (const std::string command : {"status", "log", "verify"}) {
        const auto result = on_target(root, command, database_.url(reader_));
        EXPECT_EQ(result.exit_code, 1) << command;
        EXPECT_THAT(result.err,
                    AllOf(HasSubstr("error[ledger-unreadable]"), HasSubstr("GRANT USAGE ON SCHEMA"),
                          HasSubstr("GRANT SELECT ON")))
            << command;
    }
}

TEST_F(SurviveReader, FindsNoLedgerAndMakesNone) {
    const auto root = builder_.package("a").change("one").write();
    const auto url = database_.url(reader_);
    const auto before = dump_schema(database_.name());
    for (const std::string command : {"status", "log", "verify"}) {
        const auto result = on_target(root, command, url);
        EXPECT_EQ(result.exit_code, 0) << command << ": " << result.err;
    }
    EXPECT_EQ(on_target(root, "status", url, {"--exit-code"}).exit_code, 4);
    EXPECT_EQ(dump_schema(database_.name()), before);
}

TEST_F(SurviveReader, CannotDeployAndIsToldSoBeforeAnythingRuns) {
    const auto root = builder_.package("a").change("one").write();
    database_.query("ALTER ROLE " + reader_ + " RESET default_transaction_read_only");
    const auto before = dump_schema(database_.name());
    const auto result = deploy_in(root, database_.url(reader_));
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, AllOf(HasSubstr("error[privilege-missing]"),
                                  HasSubstr("GRANT CREATE ON DATABASE")));
    EXPECT_EQ(dump_schema(database_.name()), before);
}

TEST_F(SurviveReader, PendingChangesAreCountedWithoutSchemaPgmeta) {
    const auto root = deployed_once();
    database_.query("DROP SCHEMA pgmeta CASCADE");
    database_.query("GRANT USAGE ON SCHEMA pgpm_migrate TO " + reader_ +
                    "; GRANT SELECT ON ALL TABLES IN SCHEMA pgpm_migrate TO " + reader_);
    const auto result = on_target(root, "status", database_.url(reader_), {"--exit-code"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
}

}  // namespace
}  // namespace pgmeta::test

// SPDX-License-Identifier: MIT
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/test_database.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

// The program as people and scripts call it, on a real server.

namespace {

using pgmeta::test::Process;
using pgmeta::test::ProcessOptions;
using pgmeta::test::ProcessResult;
using pgmeta::test::run_pgmeta;
using pgmeta::test::TempDir;
using pgmeta::test::TestDatabase;
using pgmeta::test::WorkspaceBuilder;
using testing::HasSubstr;
using testing::Not;
using Arguments = std::vector<std::string>;

class Cli : public testing::Test {
protected:
    Cli() {
        builder.package("base")
            .change("schema", "CREATE SCHEMA base;\n", "DROP SCHEMA base;\n", "SELECT 1;\n")
            .change("users", "CREATE TABLE base.users (id int);\n", "DROP TABLE base.users;\n",
                    "SELECT id FROM base.users;\n", {"schema"})
            .tag("v1.0.0")
            .package("app", {"base"})
            .change("orders", "CREATE TABLE base.orders (id int);\n", "DROP TABLE base.orders;\n",
                    "SELECT id FROM base.orders;\n", {"base:users"})
            .write();
    }

    ProcessResult pgmeta(const Arguments& arguments) const { return pgmeta_in(".", arguments); }

    ProcessResult pgmeta_in(std::string_view folder, const Arguments& arguments) const {
        auto options = process_options();
        options.cwd = root.path() / folder;
        return run_pgmeta(arguments, options);
    }

    ProcessOptions process_options() const {
        ProcessOptions options;
        options.cwd = root.path();
        options.unset = {"PGDATABASE"};
        return options;
    }

    std::string deployed() { return database.value("SELECT count(*) FROM pgpm_migrate.changes"); }

    TempDir root;
    WorkspaceBuilder builder{root.path()};
    TestDatabase database;
};

TEST_F(Cli, PgpmCommandLineDoesTheSame) {
    const auto result = pgmeta({"deploy", "--database", database.name(), "--package", "app",
                                "--recursive", "--createdb", "--yes", "--tx"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(deployed(), "3");
}

TEST_F(Cli, LogOnlyInCamelCaseRunsNoScript) {
    const auto result = pgmeta({"deploy", "--database", database.name(), "--logOnly", "--yes"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(deployed(), "3");
    EXPECT_EQ(database.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'base'"), "0");
}

TEST_F(Cli, ToStopsAtATag) {
    EXPECT_EQ(pgmeta({"deploy", "base:@v1.0.0", "--target", database.url()}).exit_code, 0);
    EXPECT_EQ(deployed(), "2");
}

TEST_F(Cli, AnUnknownChangeIsUsageAndTouchesNothing) {
    const auto result = pgmeta({"deploy", "base", "--to", "usres", "--target", database.url()});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("error[change-unknown]"));
    EXPECT_THAT(result.err, HasSubstr("did you mean `users`?"));
    EXPECT_EQ(database.value("SELECT to_regnamespace('pgpm_migrate') IS NULL"), "t");
}

TEST_F(Cli, InAPackageFolderThatPackageAndWhatItNeeds) {
    EXPECT_EQ(pgmeta_in("packages/base", {"deploy", "--target", database.url()}).exit_code, 0);
    EXPECT_EQ(deployed(), "2");
}

TEST_F(Cli, NoRecursiveAtTheRootNeedsAPackage) {
    const auto result = pgmeta({"deploy", "--no-recursive", "--target", database.url()});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("error[package-missing]"));
}

TEST_F(Cli, TheResolvedTargetIsToldBeforeTheWork) {
    const auto result = pgmeta({"deploy", "--target", database.url()});
    EXPECT_THAT(result.err, HasSubstr("target: postgres@"));
    EXPECT_THAT(result.err, HasSubstr("PostgreSQL "));
    EXPECT_THAT(result.err, HasSubstr(", primary"));
    EXPECT_THAT(result.out, HasSubstr("+ base:schema\n+ base:users\n+ app:orders\n"));
}

TEST_F(Cli, QuietSaysNothingWhenAllIsWell) {
    const auto result = pgmeta({"deploy", "--quiet", "--target", database.url()});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err, "");
}

TEST_F(Cli, DryRunWithSqlPrintsSqlAloneAndTouchesNothing) {
    const auto result = pgmeta({"deploy", "--dry-run", "--sql", "--target", database.url()});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, HasSubstr("CREATE TABLE base.users (id int)"));
    EXPECT_THAT(result.out, Not(HasSubstr("would be deployed")));
    EXPECT_THAT(result.err, HasSubstr("3 changes of 2 packages would be deployed"));
    EXPECT_EQ(database.value("SELECT to_regnamespace('base') IS NULL"), "t");
}

TEST_F(Cli, SqlWithoutDryRunIsRefused) {
    EXPECT_EQ(pgmeta({"deploy", "--sql", "--target", database.url()}).exit_code, 2);
    EXPECT_EQ(database.value("SELECT to_regnamespace('base') IS NULL"), "t");
}

TEST_F(Cli, AFailedScriptIsShownOnceWithPlaceCaretAndState) {
    builder.package("bad").change("broken", "SELECT 1;\nSELECT nope;\n", "SELECT 1;\n").write();
    const auto result = pgmeta({"deploy", "bad", "--target", database.url()});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.out, "");
    EXPECT_THAT(result.err, HasSubstr("in the deploy script of bad:broken\n"));
    EXPECT_THAT(result.err, HasSubstr("packages/bad/deploy/broken.sql:4:8\n"));
    EXPECT_THAT(result.err, HasSubstr("     4 | SELECT nope;\n                ^\n"));
    EXPECT_THAT(result.err, HasSubstr("SQLSTATE: 42703"));
    const auto first = result.err.find("does not exist");
    EXPECT_NE(first, std::string::npos);
    EXPECT_EQ(result.err.find("does not exist", first + 1), std::string::npos);
}

TEST_F(Cli, AFailedScriptInJsonHasEveryField) {
    builder.package("bad").change("broken", "SELECT 1;\nSELECT nope;\n", "SELECT 1;\n").write();
    const auto result = pgmeta({"deploy", "bad", "--json", "--target", database.url()});
    EXPECT_EQ(result.exit_code, 1);
    for (const auto* field :
         {"\"ok\": false", "\"sqlstate\": \"42703\"", "\"change\": \"bad:broken\"",
          "\"script\": \"deploy\"", "\"line\": 4", "\"column\": 8", "\"exit_code\": 1",
          "\"source_line\": \"SELECT nope;\"", "\"fault\": \"database\""})
        EXPECT_THAT(result.out, HasSubstr(field));
}

TEST_F(Cli, BrokenPlansAreAllReportedWithExit3) {
    builder.package("bad")
        .plan_line("one [two] 2024-01-01T00:00:00Z a <a@b>")
        .plan_line("one 2024-01-01T00:00:00Z a <a@b>")
        .write();
    const auto result = pgmeta({"deploy", "--target", database.url()});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_THAT(result.err, testing::ContainsRegex("packages/bad/pgpm.plan:[0-9]+:[0-9]+: error"));
    EXPECT_THAT(result.err, HasSubstr("error[workspace-invalid]"));
}

TEST_F(Cli, ScriptWarningsAreShownAndNoticesOnlyWhenVerbose) {
    builder.package("loud")
        .change("talk", "DO $$ BEGIN RAISE WARNING 'hot'; RAISE NOTICE 'cold'; END $$;\n",
                "SELECT 1;\n")
        .write();
    const auto plain = pgmeta({"deploy", "loud", "--target", database.url()});
    EXPECT_THAT(plain.err, HasSubstr("warning: loud:talk: hot\n"));
    EXPECT_THAT(plain.err, Not(HasSubstr("cold")));
    TestDatabase other;
    const auto verbose = pgmeta({"deploy", "loud", "--verbose", "--target", other.url()});
    EXPECT_THAT(verbose.err, HasSubstr("notice: loud:talk: cold\n"));
}

TEST_F(Cli, RevertAsksAndGoesOnlyWithYes) {
    pgmeta({"deploy", "--target", database.url()});
    const auto refused = pgmeta({"revert", "app", "--target", database.url()});
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_THAT(refused.err, HasSubstr("error[confirmation-needed]"));
    EXPECT_THAT(refused.err, HasSubstr("--yes"));
    EXPECT_EQ(deployed(), "3");
    EXPECT_EQ(pgmeta({"revert", "app", "--yes", "--target", database.url()}).exit_code, 0);
    EXPECT_EQ(deployed(), "2");
}

TEST_F(Cli, AnsweringNoRevertsNothing) {
    pgmeta({"deploy", "--target", database.url()});
    auto options = process_options();
    options.pty = true;
    options.keep_stdin_open = true;
    Process process{pgmeta::test::pgmeta_argv({"revert", "--target", database.url()}), options};
    ASSERT_TRUE(process.wait_for("[y/N]"));
    EXPECT_THAT(process.out(), HasSubstr("EVERYTHING"));
    EXPECT_THAT(process.out(), HasSubstr("- app:orders"));
    process.write("n\n");
    EXPECT_EQ(process.wait().exit_code, 1);
    EXPECT_EQ(deployed(), "3");
}

TEST_F(Cli, AnsweringYesReverts) {
    pgmeta({"deploy", "--target", database.url()});
    auto options = process_options();
    options.pty = true;
    options.keep_stdin_open = true;
    Process process{pgmeta::test::pgmeta_argv({"revert", "--target", database.url()}), options};
    ASSERT_TRUE(process.wait_for("[y/N]"));
    process.write("y\n");
    EXPECT_EQ(process.wait().exit_code, 0);
    EXPECT_EQ(deployed(), "0");
}

TEST_F(Cli, CtrlCAtTheQuestionEndsWith130) {
    pgmeta({"deploy", "--target", database.url()});
    auto options = process_options();
    options.pty = true;
    options.keep_stdin_open = true;
    Process process{pgmeta::test::pgmeta_argv({"revert", "--target", database.url()}), options};
    ASSERT_TRUE(process.wait_for("[y/N]"));
    process.kill(SIGINT);
    EXPECT_EQ(process.wait().exit_code, 130);
    EXPECT_EQ(deployed(), "3");
}

TEST_F(Cli, AProtectedTargetIsRevertedOnlyWhenAllowed) {
    builder
        .file("pgmeta.yaml",
              fmt::format("packages: [packages/*]\ntargets:\n  production:\n    url: \"{}\"\n    "
                          "protected: true\n",
                          database.url()))
        .write();
    EXPECT_EQ(pgmeta({"deploy", "--target", "production"}).exit_code, 0);
    const auto refused = pgmeta({"revert", "--target", "production", "--yes"});
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_THAT(refused.err, HasSubstr("error[target-protected]"));
    EXPECT_EQ(deployed(), "3");
    EXPECT_EQ(pgmeta({"revert", "--target", "production", "--yes", "--allow-protected"}).exit_code,
              0);
    EXPECT_EQ(deployed(), "0");
}

TEST_F(Cli, StatusTellsPendingByExitCodeWhenAsked) {
    EXPECT_EQ(pgmeta({"status", "--target", database.url()}).exit_code, 0);
    const auto before = pgmeta({"status", "--exit-code", "--target", database.url()});
    EXPECT_EQ(before.exit_code, 4);
    EXPECT_THAT(before.out, HasSubstr("3 changes pending:\n"));
    pgmeta({"deploy", "--target", database.url()});
    const auto after = pgmeta({"status", "--exit-code", "--target", database.url()});
    EXPECT_EQ(after.exit_code, 0);
    EXPECT_THAT(after.out, HasSubstr("Nothing to deploy.\n"));
    EXPECT_THAT(after.out, HasSubstr("@v1.0.0"));
}

TEST_F(Cli, StatusJsonHasCountsAndLists) {
    pgmeta({"deploy", "base", "--target", database.url()});
    const auto result = pgmeta({"migrate", "status", "--json", "--target", database.url()});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.out, HasSubstr("\"deployed\": 2"));
    EXPECT_THAT(result.out, HasSubstr("\"change\": \"orders\""));
    EXPECT_THAT(result.out, HasSubstr("\"up_to_date\": false"));
}

TEST_F(Cli, VerifyReportsEveryFailureAndExits1) {
    pgmeta({"deploy", "--target", database.url()});
    database.query("DROP TABLE base.orders; DROP TABLE base.users");
    const auto result = pgmeta({"verify", "--target", database.url()});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("verify script of base:users"));
    EXPECT_THAT(result.err, HasSubstr("verify script of app:orders"));
    EXPECT_THAT(result.out, HasSubstr("1 passed, 2 failed"));
}

TEST_F(Cli, BaselineRecordsWithoutRunning) {
    database.query("CREATE SCHEMA base; CREATE TABLE base.users (id int)");
    EXPECT_EQ(pgmeta({"baseline", "base", "--target", database.url()}).exit_code, 2);
    const auto result = pgmeta({"baseline", "base", "--yes", "--target", database.url()});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(deployed(), "2");
    EXPECT_EQ(pgmeta({"verify", "base", "--target", database.url()}).exit_code, 0);
}

TEST_F(Cli, LogShowsEventsNewestFirst) {
    pgmeta({"deploy", "--target", database.url()});
    pgmeta({"revert", "app", "--yes", "--target", database.url()});
    const auto result = pgmeta({"log", "--limit", "2", "--target", database.url()});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    const auto reverted = result.out.find("revert");
    const auto deploy = result.out.find("deploy");
    EXPECT_LT(reverted, deploy);
    EXPECT_NE(deploy, std::string::npos);
}

TEST_F(Cli, AReaderThatLeavesIsNoFailure) {
    pgmeta({"deploy", "--target", database.url()});
    const auto command =
        fmt::format("'{}' graph --changes --format dot | true; exit ${{PIPESTATUS[0]}}",
                    pgmeta::test::pgmeta_argv({}).front());
    EXPECT_EQ(pgmeta::test::run({"bash", "-c", command}, process_options()).exit_code, 0);
}

TEST_F(Cli, AFullDiskIsAFailure) {
    const auto command =
        fmt::format("'{}' plan show > /dev/full", pgmeta::test::pgmeta_argv({}).front());
    const auto result = pgmeta::test::run({"bash", "-c", command}, process_options());
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("error[output-failed]"));
}

TEST_F(Cli, ConfigTellsWhereTheTargetComesFrom) {
    auto options = process_options();
    options.env = {{"DATABASE_URL", "postgresql://me:secret@db.example:5433/app"}};
    const auto result = run_pgmeta({"config"}, options);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, HasSubstr("me@db.example:5433/app"));
    EXPECT_THAT(result.out, HasSubstr("DATABASE_URL"));
    EXPECT_THAT(result.out, Not(HasSubstr("secret")));
}

TEST_F(Cli, NoTargetAnywhereNamesTheWays) {
    const auto result = pgmeta({"deploy"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("error[target-missing]"));
    EXPECT_THAT(result.err, HasSubstr("--database"));
}

TEST_F(Cli, PlanShowTellsOrderAndReasons) {
    const auto result = pgmeta({"plan", "show", "app"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.out, HasSubstr("1  package base: 2 changes, required by app"));
    EXPECT_THAT(result.out, HasSubstr("2  package app: 1 change\n"));
}

TEST_F(Cli, GraphDrawsPackagesAndChanges) {
    EXPECT_THAT(pgmeta({"graph"}).out, HasSubstr("app\n  requires base\n"));
    EXPECT_THAT(pgmeta({"graph", "--changes", "--format", "dot"}).out,
                HasSubstr("\"app:orders\" -> \"base:users\";"));
}

TEST_F(Cli, CheckIsCleanOrExits3) {
    const auto clean = pgmeta({"check"});
    EXPECT_EQ(clean.exit_code, 0) << clean.out;
    EXPECT_THAT(clean.out, HasSubstr("2 packages, 3 changes: no problems\n"));
    builder.package("bad").change("gone").without_revert().write();
    const auto broken = pgmeta({"check"});
    EXPECT_EQ(broken.exit_code, 3);
    EXPECT_THAT(broken.out, HasSubstr("1 error"));
    EXPECT_EQ(pgmeta({"check", "--json"}).exit_code, 3);
}

TEST_F(Cli, VersionComesBeforeAnyWork) {
    const auto result = pgmeta({"--version"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.out, testing::MatchesRegex("pgmeta [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST_F(Cli, DevTargetIsReachedWhateverTheVariablesOfOtherServersSay) {
    auto options = process_options();
    options.env = {{"PGMETA_DEV_HOME", (root.path() / "dev").string()},
                   {"PGSERVICE", "elsewhere"},
                   {"PGHOSTADDR", "192.0.2.1"},
                   {"PGCHANNELBINDING", "require"},
                   {"PGTARGETSESSIONATTRS", "standby"}};
    const auto result = run_pgmeta({"deploy", "--target", "dev:here"}, options);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    const auto again = run_pgmeta({"status", "--target", "dev:here", "--exit-code"}, options);
    EXPECT_EQ(again.exit_code, 0) << again.err;
    EXPECT_EQ(run_pgmeta({"dev", "stop"}, options).exit_code, 0);
}

}  // namespace

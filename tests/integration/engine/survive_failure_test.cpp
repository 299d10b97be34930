// SPDX-License-Identifier: MIT
#include "survive.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

// Failures of the user's SQL and of the server's: what is left, and what is said.

namespace pgmeta::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Five packages of two changes; the second change of the third fails in line 4, column 10.
WorkspaceBuilder five_packages(const TempDir& dir) {
    WorkspaceBuilder builder{dir.path()};
    for (int i = 1; i <= 5; ++i) {
        const auto name = "p" + std::to_string(i);
        builder.package(name, i == 1 ? std::vector<std::string>{}
                                     : std::vector<std::string>{"p" + std::to_string(i - 1)});
        builder.change("one");
        if (i == 3)
            builder.change("two",
                           "CREATE TABLE p3_two (id int);\n"
                           "  SELECT no_such_column FROM p3_two;\n",
                           "DROP TABLE p3_two;\n");
        else
            builder.change("two");
    }
    return builder;
}

TEST(SurviveSqlError, FreshDatabaseStaysAsItWas) {
    const TempDir dir;
    const auto root = five_packages(dir).write();
    TestDatabase database;
    const auto before = dump_schema(database.name());
    const auto result = deploy_in(root, database.url());
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(dump_schema(database.name()), before);
    EXPECT_FALSE(has_ledger(database));  // so no failure is recorded either
    EXPECT_EQ(database.value(lock_is_free), "t");
}

TEST(SurviveSqlError, DatabaseWithALedgerKeepsItsRowsAndRecordsTheFailure) {
    const TempDir dir;
    const auto root = five_packages(dir).write();
    TestDatabase database;
    ASSERT_EQ(deploy_in(root, database.url(), {"p1"}).exit_code, 0);
    const auto before = dump_schema(database.name());
    EXPECT_EQ(deploy_in(root, database.url()).exit_code, 1);
    EXPECT_EQ(dump_schema(database.name()), before);
    EXPECT_EQ(deployed(database), "p1:one p1:two");
    EXPECT_EQ(database.value("SELECT count(*) FROM pgpm_migrate.packages"), "1");
    EXPECT_EQ(database.value("SELECT count(*) FROM pgmeta.deployment"), "1");
    const Rows failure{
        {"deploy", "p3", "two", "column \"no_such_column\" does not exist", "42703"}};
    EXPECT_EQ(database.query("SELECT event_type, package, change_name, error_message, error_code "
                             "FROM pgpm_migrate.events WHERE error_code IS NOT NULL"),
              failure);
    EXPECT_EQ(database.value("SELECT count(*) FROM pgpm_migrate.events"), "3");
}

TEST(SurviveSqlError, ReportShowsTheLineAndACaret) {
    const TempDir dir;
    const auto root = five_packages(dir).write();
    TestDatabase database;
    const auto result = deploy_in(root, database.url());
    EXPECT_THAT(result.err,
                AllOf(HasSubstr("column \"no_such_column\" does not exist"), HasSubstr("p3:two"),
                      HasSubstr("packages/p3/deploy/two.sql:4:10\n"),
                      HasSubstr("     4 |   SELECT no_such_column FROM p3_two;\n" +
                                std::string(9 + 9, ' ') + "^\n"),
                      HasSubstr("SQLSTATE: 42703"),
                      HasSubstr("Nothing was deployed: the database is as it was before."),
                      HasSubstr("6 changes were rolled back."),
                      HasSubstr("4 changes were not attempted.")));
    EXPECT_THAT(result.out, Not(HasSubstr("deployed")));
}

TEST(SurviveSqlError, JsonHasTheReportAsFields) {
    const TempDir dir;
    const auto root = five_packages(dir).write();
    TestDatabase database;
    const auto result = deploy_in(root, database.url(), {"--json"});
    EXPECT_EQ(result.exit_code, 1);
    const auto report = nlohmann::json::parse(result.out);
    EXPECT_EQ(report.at("ok"), false);
    EXPECT_EQ(report.at("deployed").size(), 0U);
    EXPECT_EQ(report.at("rolled_back").size(), 6U);
    EXPECT_EQ(report.at("pending").size(), 4U);
    const auto& error = report.at("error");
    EXPECT_EQ(error.at("id"), "script-failed");
    EXPECT_EQ(error.at("exit_code"), 1);
    EXPECT_EQ(error.at("change"), "p3:two");
    EXPECT_EQ(error.at("script"), "deploy");
    EXPECT_EQ(error.at("sqlstate"), "42703");
    EXPECT_EQ(error.at("server_message"), "column \"no_such_column\" does not exist");
    EXPECT_EQ(error.at("source_line"), "  SELECT no_such_column FROM p3_two;");
    const nlohmann::json where{{"file", "packages/p3/deploy/two.sql"}, {"line", 4}, {"column", 10}};
    EXPECT_EQ(error.at("location"), where);
}

TEST(SurviveSqlError, FailingVerifyScriptRollsEverythingBackToo) {
    const TempDir dir;
    const auto root = WorkspaceBuilder{dir.path()}
                          .package("a")
                          .change("one")
                          .change("two", "CREATE TABLE two (id int);\n", "DROP TABLE two;\n",
                                  "SELECT 1 / count(*) FROM two;\n")
                          .write();
    TestDatabase database;
    const auto before = dump_schema(database.name());
    const auto result = deploy_in(root, database.url());
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, AllOf(HasSubstr("error[verify-failed]: division by zero"),
                                  HasSubstr("packages/a/verify/two.sql:3:1")));
    EXPECT_EQ(dump_schema(database.name()), before);
}

TEST(SurviveMissingExtension, NothingIsTouched) {
    const TempDir dir;
    const auto root = WorkspaceBuilder{dir.path()}
                          .package("a")
                          .change("one")
                          .package("b", {"a", "no_such_extension"})
                          .change("one")
                          .package("c", {"b", "nor_this_one"})
                          .change("one")
                          .write();
    TestDatabase database;
    const auto before = dump_schema(database.name());
    const auto mark = server_log_mark();
    database.query("ALTER DATABASE \"" + database.name() + "\" SET log_statement = 'mod'");
    const auto result = deploy_in(root, database.url());
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err,
                AllOf(HasSubstr("error[extension-unavailable]"), HasSubstr("`no_such_extension`"),
                      HasSubstr("`nor_this_one`"), HasSubstr("packages/b/b.control:4:"),
                      HasSubstr("packages/c/c.control:4:"), HasSubstr("nothing was changed")));
    EXPECT_EQ(dump_schema(database.name()), before);
    EXPECT_THAT(server_log_since(mark), Not(HasSubstr("app=pgmeta deploy LOG:  statement")));
}

TEST(SurviveMissingExtension, DatabaseMadeForItIsDroppedAgain) {
    const TempDir dir;
    const auto root =
        WorkspaceBuilder{dir.path()}.package("a", {"no_such_extension"}).change("one").write();
    TestDatabase database{unique_name("created"), false};
    const auto result = deploy_in(root, database.url(), {"--createdb"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("dropped again"));
    EXPECT_FALSE(database_exists(database.name()));
}

class SurviveMissingRevert : public testing::Test {
protected:
    TempDir dir_;
    std::filesystem::path root_ = WorkspaceBuilder{dir_.path()}
                                      .package("a")
                                      .change("one")
                                      .change("two")
                                      .without_revert()
                                      .change("three")
                                      .write();
};

TEST_F(SurviveMissingRevert, IsAnErrorOfCheck) {
    const auto result = run_pgmeta({"check"}, {.cwd = root_});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_THAT(result.out, AllOf(HasSubstr("packages/a/revert/two.sql: error[script-missing]"),
                                  HasSubstr("1 error")));
}

TEST_F(SurviveMissingRevert, IsAWarningOfDeployAndARefusalOfRevert) {
    TestDatabase database;
    const auto result = deploy_in(root_, database.url());
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.err, HasSubstr("packages/a/revert/two.sql: warning[revert-missing]"));

    const auto refused = on_target(root_, "revert", database.url(), {"--yes"});
    EXPECT_EQ(refused.exit_code, 3);
    EXPECT_THAT(refused.err, AllOf(HasSubstr("error[revert-missing]"), HasSubstr("`a:two`"),
                                   HasSubstr("nothing was reverted")));
    EXPECT_EQ(deployed(database), "a:one a:two a:three");
    EXPECT_TRUE(has_table(database, "\"a/three\""));

    const auto partial = on_target(root_, "revert", database.url(), {"a:two", "--yes"});
    EXPECT_EQ(partial.exit_code, 0) << partial.err;
    EXPECT_EQ(deployed(database), "a:one a:two");
}

}  // namespace
}  // namespace pgmeta::test

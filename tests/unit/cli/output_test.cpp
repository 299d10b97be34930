// SPDX-License-Identifier: MIT
#include "output/diagnostics.hpp"
#include "output/failure.hpp"
#include "output/graph_format.hpp"
#include "output/json.hpp"
#include "output/report.hpp"
#include "output/shell.hpp"
#include "output/style.hpp"
#include "output/table.hpp"
#include "pgmeta_test/expect.hpp"
#include "run_cli.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace {

using pgmeta::Error;
using pgmeta::Fault;
using pgmeta::SqlDetail;
using pgmeta::cli::Style;
using testing::HasSubstr;
using testing::Not;

std::string printed(const Error& error) {
    std::ostringstream stream;
    pgmeta::cli::print(stream, Style{}, error);
    return stream.str();
}

Error sql_error(const std::string& line, int column) {
    SqlDetail sql;
    sql.sqlstate = "42704";
    sql.message = "type \"intx\" does not exist";
    sql.detail = "first\nsecond";
    sql.change = "auth:users";
    sql.kind = "deploy";
    sql.where = {"packages/auth/deploy/users.sql", 3, column};
    sql.source_line = line;
    return Error{Fault::database, "script-failed", sql.message}.sql(sql).hint("fix the script");
}

TEST(Failure, ShowsChangeFileLineCaretStateAndHint) {
    EXPECT_EQ(printed(sql_error("CREATE TABLE t (id intx);", 20)),
              "error[script-failed]: type \"intx\" does not exist\n"
              "  in the deploy script of auth:users\n"
              "  at packages/auth/deploy/users.sql:3:20\n"
              "     3 | CREATE TABLE t (id intx);\n"
              "                            ^\n"
              "  SQLSTATE: 42704\n"
              "  detail: first\n"
              "          second\n"
              "hint: fix the script\n");
}

TEST(Failure, TheCaretStandsBelowTheCharacterAfterTabsAndUmlauts) {
    EXPECT_THAT(printed(sql_error("\tSELECT 'äö', nope;", 15)),
                HasSubstr("\n         \t             ^\n"));
}

TEST(Failure, ALongLineIsCutAroundTheCaret) {
    const auto line = std::string(5000, 'a') + "HERE" + std::string(5000, 'b');
    const auto text = printed(sql_error(line, 5001));
    EXPECT_LT(text.size(), 500U);
    EXPECT_THAT(text, HasSubstr("aHEREb"));
}

TEST(Failure, NamesTheChangeOnce) {
    auto error = sql_error("SELECT 1;", 1);
    error.add_frame("while running the deploy script of auth:users");
    error.add_frame("at COMMIT");
    EXPECT_THAT(printed(error), Not(HasSubstr("while running")));
    EXPECT_THAT(printed(error), HasSubstr("  at COMMIT\n"));
}

TEST(Failure, ControlCharactersOfAScriptDoNotReachTheTerminal) {
    EXPECT_THAT(printed(sql_error("SELECT '\x1b[2J';", 1)), Not(HasSubstr("\x1b")));
}

TEST(Failure, IsToldWithAllFieldsInJson) {
    const auto object = pgmeta::cli::to_json(sql_error("CREATE TABLE t (id intx);", 20));
    EXPECT_EQ(object.at("id"), "script-failed");
    EXPECT_EQ(object.at("fault"), "database");
    EXPECT_EQ(object.at("exit_code"), 1);
    EXPECT_EQ(object.at("location").at("file"), "packages/auth/deploy/users.sql");
    EXPECT_EQ(object.at("location").at("line"), 3);
    EXPECT_EQ(object.at("location").at("column"), 20);
    EXPECT_EQ(object.at("sqlstate"), "42704");
    EXPECT_EQ(object.at("change"), "auth:users");
    EXPECT_EQ(object.at("script"), "deploy");
    EXPECT_EQ(object.at("detail"), "first\nsecond");
    EXPECT_EQ(object.at("hints").at(0), "fix the script");
    EXPECT_FALSE(object.contains("constraint"));
}

TEST(Json, BytesThatAreNotUtf8AreReplaced) {
    std::ostringstream stream;
    pgmeta::cli::print(stream, pgmeta::cli::Json{{"text", "a\xff"}});
    EXPECT_THAT(stream.str(), HasSubstr("a\xEF\xBF\xBD"));
}

TEST(DiagnosticText, BeginsWithFileLineAndColumn) {
    std::ostringstream stream;
    pgmeta::cli::print(stream, Style{},
                       pgmeta::Diagnostic{pgmeta::Severity::error,
                                          "plan-cycle",
                                          {"a/pgpm.plan", 4, 7},
                                          "a needs itself",
                                          {"drop one"}});
    EXPECT_EQ(stream.str(),
              "a/pgpm.plan:4:7: error[plan-cycle]: a needs itself\n  hint: drop one\n");
}

struct ExitRow {
    Fault fault;
    int code;
};

void PrintTo(const ExitRow& value, std::ostream* out) {
    *out << value.code;
}

class ExitCode : public testing::TestWithParam<ExitRow> {};

TEST_P(ExitCode, IsTheDocumentedOne) {
    EXPECT_EQ(pgmeta::cli::exit_code(GetParam().fault), GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(EveryFault,
                         ExitCode,
                         testing::Values(ExitRow{Fault::environment, 1},
                                         ExitRow{Fault::database, 1},
                                         ExitRow{Fault::declined, 1},
                                         ExitRow{Fault::usage, 2},
                                         ExitRow{Fault::workspace, 3},
                                         ExitRow{Fault::conflict, 4},
                                         ExitRow{Fault::in_doubt, 5},
                                         ExitRow{Fault::busy, 6},
                                         ExitRow{Fault::internal, 70},
                                         ExitRow{Fault::interrupted, 130},
                                         ExitRow{Fault::terminated, 143}));

class ReportText : public testing::Test {
protected:
    std::string text(const std::vector<std::string>* sql = nullptr) {
        pgmeta::cli::Terminal terminal{.out = out,
                                       .err = err,
                                       .environment = [](const char*) { return std::nullopt; },
                                       .read_line = {}};
        pgmeta::cli::Context context{terminal, globals};
        status = pgmeta::cli::print_report(context, report, pgmeta::cli::deploy_words, sql);
        return out.str() + err.str();
    }

    void add_done(int count) {
        for (int i = 0; i < count; ++i)
            report.done.push_back({"auth", std::to_string(i)});
    }

    std::ostringstream out;
    std::ostringstream err;
    pgmeta::cli::Globals globals;
    pgmeta::engine::Report report;
    int status = -1;
};

TEST_F(ReportText, ListsFewChangesOneByOne) {
    report.target = "me@h:5432/app";
    add_done(2);
    EXPECT_THAT(text(), HasSubstr("+ auth:0\n+ auth:1\n2 changes of 1 package deployed in "
                                  "me@h:5432/app"));
    EXPECT_EQ(status, 0);
}

TEST_F(ReportText, CountsManyChangesByPackage) {
    add_done(51);
    EXPECT_THAT(text(), HasSubstr("+ auth: 51 changes\n"));
    EXPECT_THAT(out.str(), Not(HasSubstr("auth:7")));
}

TEST_F(ReportText, VerboseListsManyChangesToo) {
    add_done(51);
    globals.verbose = true;
    EXPECT_THAT(text(), HasSubstr("+ auth:50\n"));
}

TEST_F(ReportText, NothingToDoSaysWhatIsThere) {
    report.target = "me@h:5432/app";
    report.already = 3;
    EXPECT_EQ(text(), "Nothing to deploy; 3 changes already deployed in me@h:5432/app.\n");
}

TEST_F(ReportText, AFailureSaysWhatIsTrueNow) {
    report.undone = {{"auth", "a"}, {"auth", "b"}};
    report.pending = {{"auth", "c"}};
    report.failure = Error{Fault::database, "script-failed", "no"};
    EXPECT_THAT(text(),
                HasSubstr("Nothing was deployed: the database is as it was before. 2 changes "
                          "were rolled back. 1 change was not attempted.\n"));
    EXPECT_EQ(status, 1);
    EXPECT_EQ(out.str(), "");
}

TEST_F(ReportText, AFailureAfterCommitsSaysWhatStays) {
    report.done = {{"auth", "a"}};
    report.failure = Error{Fault::database, "script-failed", "no"};
    EXPECT_THAT(text(), HasSubstr("1 change was deployed and stays so."));
}

TEST_F(ReportText, DoubtIsNotToldAsARollback) {
    report.undone = {{"auth", "a"}};
    report.failure = Error{Fault::in_doubt, "commit-in-doubt", "lost"};
    EXPECT_THAT(text(), HasSubstr("It is not known whether 1 change committed."));
    EXPECT_EQ(status, 5);
}

TEST_F(ReportText, SqlGoesAloneToTheStandardOutput) {
    report.dry_run = true;
    add_done(1);
    const std::vector<std::string> sql{"SELECT 1;"};
    text(&sql);
    EXPECT_EQ(out.str(), "SELECT 1;\n");
    EXPECT_THAT(err.str(), HasSubstr("would be deployed"));
}

TEST_F(ReportText, JsonOfAFailureHasReportAndError) {
    globals.json = true;
    report.failure = Error{Fault::conflict, "change-modified", "differs"};
    const auto object = nlohmann::json::parse(text());
    EXPECT_EQ(object.at("ok"), false);
    EXPECT_EQ(object.at("error").at("id"), "change-modified");
    EXPECT_TRUE(object.at("deployed").empty());
    EXPECT_EQ(status, 4);
}

TEST(Style, ColoursOnlyWhenAsked) {
    EXPECT_EQ(Style{}(pgmeta::cli::Ink::red, "x"), "x");
    EXPECT_EQ(Style{true}(pgmeta::cli::Ink::red, "x"), "\x1b[1;31mx\x1b[0m");
}

TEST(Style, NoColorOutranksTheTerminal) {
    const pgmeta::test::CliWorld plain{.environment = {{"NO_COLOR", "1"}}, .err_is_terminal = true};
    const pgmeta::test::CliWorld coloured{.environment = {}, .err_is_terminal = true};
    const std::vector<std::string> failing{"-C", "/nowhere/at/all", "check"};
    EXPECT_THAT(pgmeta::test::run_cli(failing, plain).err, Not(HasSubstr("\x1b[")));
    EXPECT_THAT(pgmeta::test::run_cli(failing, coloured).err, HasSubstr("\x1b["));
}

TEST(Table, AlignsColumnsByCharacters) {
    pgmeta::cli::Table table{{"package", "n"}};
    table.add({"für", "10"});
    table.add({"a", "2"});
    std::ostringstream stream;
    table.print(stream, Style{});
    EXPECT_EQ(stream.str(), "package  n\nfür      10\na         2\n");
}

TEST(Shell, QuotesWhatEvalWouldRead) {
    EXPECT_EQ(pgmeta::cli::shell_quoted("a b$(x)'c"), "'a b$(x)'\\''c'");
}

TEST(Shell, UrlPartsAreEncoded) {
    pgmeta::pg::ConnInfo info;
    info.set("user", "me@home");
    info.set("dbname", "a b\"c");
    info.set("host", "/run/x");
    info.set("port", "5432");
    info.set("password", "secret");
    EXPECT_EQ(pgmeta::cli::connection_url(info),
              "postgresql://me%40home@/a%20b%22c?host=%2Frun%2Fx&port=5432");
    const auto back = pgmeta::pg::ConnInfo::parse(pgmeta::cli::connection_url(info));
    EXPECT_EQ(back.get("dbname"), "a b\"c");
    EXPECT_EQ(back.get("host"), "/run/x");
}

pgmeta::cli::Drawing small_drawing() {
    pgmeta::cli::Drawing drawing;
    drawing.emplace_back("citext").external = true;
    drawing.emplace_back("auth \"x\"").needs = {"citext"};
    return drawing;
}

TEST(GraphFormat, DotQuotesNames) {
    const auto text = pgmeta::cli::graph_writer("dot")(small_drawing());
    EXPECT_THAT(text, HasSubstr("  \"auth \\\"x\\\"\" -> \"citext\";\n"));
    EXPECT_THAT(text, HasSubstr("  \"citext\" [style=dashed];\n"));
}

TEST(GraphFormat, MermaidNumbersNodes) {
    const auto text = pgmeta::cli::graph_writer("mermaid")(small_drawing());
    EXPECT_EQ(text,
              "flowchart LR\n  n0([\"citext\"])\n  n1[\"auth #quot;x#quot;\"]\n  n1 --> n0\n");
}

TEST(GraphFormat, OthersAreRefused) {
    EXPECT_FAILS("option-value", Fault::usage, pgmeta::cli::graph_writer("svg"));
}

TEST(Wrap, BreaksAtSpacesAndIndents) {
    EXPECT_EQ(pgmeta::cli::wrap("one two three", 2, 9), "  one two\n  three");
}

}  // namespace

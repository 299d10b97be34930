// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/script.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pgmeta::sqltext {

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The inline data of each COPY … FROM STDIN.
std::vector<std::string> data_of(std::string_view sql) {
    std::vector<std::string> data;
    for (const auto& statement : scan(sql).statements)
        if (statement.kind == StatementKind::copy_from_stdin)
            data.emplace_back(
                sql.substr(statement.data_begin, statement.data_end - statement.data_begin));
    return data;
}

struct Case {
    std::string name;
    std::string sql;
    StatementKind kind;
};

}  // namespace

class CopyStatement : public ::testing::TestWithParam<Case> {};

TEST_P(CopyStatement, IsToldByItsDirection) {
    const auto script = scan(GetParam().sql + ";\n1\n\\.\n");
    ASSERT_FALSE(script.statements.empty());
    EXPECT_EQ(script.statements.front().kind, GetParam().kind);
}

INSTANTIATE_TEST_SUITE_P(
    Copy,
    CopyStatement,
    ::testing::Values(
        Case{"Plain", "copy t from stdin", StatementKind::copy_from_stdin},
        Case{"UpperCase", "COPY T FROM STDIN", StatementKind::copy_from_stdin},
        Case{"Columns", "copy s.t (a, \"from\", c) from stdin", StatementKind::copy_from_stdin},
        Case{"QuotedTable", "copy \"to file\".\"T\" from stdin", StatementKind::copy_from_stdin},
        Case{"Options", "copy t from stdin with (format csv, header, null ';')",
             StatementKind::copy_from_stdin},
        Case{"Where", "copy t from stdin where a > 1", StatementKind::copy_from_stdin},
        Case{"CommentsBetween", "copy /* to */ t -- to\n from stdin",
             StatementKind::copy_from_stdin},
        Case{"TableNamedFrom", "copy s.from from stdin", StatementKind::copy_from_stdin},
        Case{"StdoutMeansTheClientToo", "copy t from stdout", StatementKind::copy_from_stdin},
        Case{"ToStdout", "copy t (a) to stdout", StatementKind::copy_to_stdout},
        Case{"QueryToStdout", "copy (select a from stdin) to STDOUT (format csv)",
             StatementKind::copy_to_stdout},
        Case{"ToStdin", "copy t to stdin", StatementKind::copy_to_stdout},
        Case{"FromFile", "copy t from 'stdin'", StatementKind::other},
        Case{"ToFile", "copy t to 'stdout'", StatementKind::other},
        Case{"FromProgram", "copy t from program 'cat'", StatementKind::other}),
    [](const auto& test) { return test.param.name; });

TEST(CopyData, RunsFromTheNextLineToItsEndMarker) {
    EXPECT_THAT(data_of("copy t from stdin; -- rows\n1\tit's\n2\t\\\\.\n\\.\nselect 1;"),
                ElementsAre("1\tit's\n2\t\\\\.\n"));
}

TEST(CopyData, IsFollowedByMoreStatements) {
    const auto script = scan("copy t from stdin;\n;'\"$$/*(\n\\.\nselect 1;");
    ASSERT_EQ(script.statements.size(), 2U);
    EXPECT_EQ(script.statements[1].begin, 31U);
    EXPECT_EQ(script.end_state, EndState::clean);
}

TEST(CopyData, MayBeEmpty) {
    EXPECT_THAT(data_of("copy t from stdin;\n\\.\n"), ElementsAre(""));
}

TEST(CopyData, MayEndWithTheFile) {
    EXPECT_THAT(data_of("copy t from stdin;\n1\n\\."), ElementsAre("1\n"));
    EXPECT_EQ(scan("copy t from stdin;\n1\n\\.").end_state, EndState::clean);
}

TEST(CopyData, MayHaveDosLineEnds) {
    const std::string sql = "copy t from stdin;\r\n1\r\n\\.\r\nselect 1;\r\n";
    EXPECT_THAT(data_of(sql), ElementsAre("1\r\n"));
    EXPECT_EQ(scan(sql).statements.size(), 2U);
    EXPECT_THAT(scan(sql).psql_commands, IsEmpty());
}

TEST(CopyData, EndsOnlyAtALineOfItsOwn) {
    EXPECT_THAT(data_of("copy t from stdin;\n \\.\na\\.\n\\.b\n\\.\n"),
                ElementsAre(" \\.\na\\.\n\\.b\n"));
}

TEST(CopyData, BelongsToEachCopyOfAScript) {
    EXPECT_THAT(data_of("copy t from stdin;\n1\n\\.\ncopy u from stdin;\n2\n\\.\n"),
                ElementsAre("1\n", "2\n"));
}

TEST(CopyData, IsNotLookedForInFunctionBodies) {
    const auto script = scan(
        "create function f() begin atomic copy t from stdin; end;\n"
        "do $$ copy t from stdin; $$; select 1;");
    EXPECT_EQ(script.statements.size(), 3U);
    EXPECT_EQ(script.end_state, EndState::clean);
}

}  // namespace pgmeta::sqltext

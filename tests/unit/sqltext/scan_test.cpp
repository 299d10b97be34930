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
using Texts = std::vector<std::string>;

/// The statements as they stand in the text.
Texts statements(std::string_view sql) {
    Texts texts;
    for (const auto& statement : scan(sql).statements)
        texts.emplace_back(sql.substr(statement.begin, statement.end - statement.begin));
    return texts;
}

struct OneStatement {
    std::string name;
    std::string sql;  ///< one statement, whatever semicolons it seems to hold
};

std::string name_of(const ::testing::TestParamInfo<OneStatement>& info) {
    return info.param.name;
}

struct Unclosed {
    std::string name;
    std::string sql;
    EndState state;
    std::size_t at;
};

}  // namespace

TEST(Scan, FindsStatementsWithoutCommentsAroundThem) {
    EXPECT_THAT(statements("-- a\nselect 1 -- b\n ; /* c */ select 2"),
                ElementsAre("select 1", "select 2"));
}

TEST(Scan, FindsNothingInEmptyText) {
    EXPECT_THAT(statements(""), IsEmpty());
    EXPECT_THAT(statements(" \n\t"), IsEmpty());
    EXPECT_THAT(statements("-- only; a comment"), IsEmpty());
}

TEST(Scan, TakesABareSemicolonForNoStatement) {
    EXPECT_THAT(statements(";;select 1;; ;\n;"), ElementsAre("select 1"));
}

TEST(Scan, GivesOffsetsInBytes) {
    const auto script = scan("/* é */ select 'ü';select 2");
    ASSERT_EQ(script.statements.size(), 2U);
    EXPECT_EQ(script.statements[0].begin, 9U);
    EXPECT_EQ(script.statements[0].end, 20U);
    EXPECT_EQ(script.statements[1].begin, 21U);
}

class ScanTrap : public ::testing::TestWithParam<OneStatement> {};

TEST_P(ScanTrap, IsOneStatementFollowedByAnother) {
    const auto& sql = GetParam().sql;
    EXPECT_THAT(statements(sql + "; select 2"), ElementsAre(sql, "select 2"));
    EXPECT_THAT(statements("select 0;\r\n" + sql + "\r\n;\r\n"), ElementsAre("select 0", sql));
    EXPECT_EQ(scan(sql).end_state, EndState::clean);
}

INSTANTIATE_TEST_SUITE_P(
    Literals,
    ScanTrap,
    ::testing::Values(
        OneStatement{"DoubledQuote", "select 'it''s;'"},
        OneStatement{"BackslashIsNoEscape", R"(select '\', ';')"},
        OneStatement{"EscapedQuote", R"(select E'\';')"},
        OneStatement{"LowerCaseEscapeString", R"(select e'\\\';')"},
        OneStatement{"EscapeStringGoesOnInTheNextLine", "select e'a'\n  '\\';'"},
        OneStatement{"EscapeStringGoesOnAfterAComment", "select e'a' -- ;\n -- x\n '\\';'"},
        OneStatement{"EscapeStringInsertedWithoutColumns", "insert into t values (e'a'\n'\\';')"},
        OneStatement{"PlainStringAfterAnEscapeString", R"(select e'\';', '\')"},
        OneStatement{"BlockCommentEndsAnEscapeString", "select e'a' /* */\n '\\' ';'"},
        OneStatement{"NameThatEndsInE", R"(select typee'\'||';')"},
        OneStatement{"BitHexAndNationalStrings", "select b'1;', X'f;', n';', 1"},
        OneStatement{"UnicodeString", "select U&';\\0061' uescape '!', u&'\\'"},
        OneStatement{"UnicodeName", R"(select u&"a;""b" from t)"},
        OneStatement{"QuotedName", R"(select "a;""b'" from t)"},
        OneStatement{"DollarQuote", "select $$;'$$"},
        OneStatement{"DollarTagWithDigits", "select $a1$ ; $a$ ; $$ ; $a1$"},
        OneStatement{"DollarTagBeyondAscii", "select $é$ ; $$ ; $é$"},
        OneStatement{"DollarInTheBodyBeforeTheTag", "select $a$ ; $$a$"},
        OneStatement{"DollarTagIsCaseSensitive", "select $A$ ; $a$ ; $A$"},
        OneStatement{"DollarInsideAName", "select a$b$c, x$$ from t"},
        OneStatement{"ParameterIsNoDollarQuote", "select $1, $2"},
        OneStatement{"DollarQuoteAfterANumber", "select 1$$;$$"},
        OneStatement{"DollarQuoteAfterAParameter", "select $1$$;$$"},
        OneStatement{"TagCannotBeginWithADigit", "select $1a, $1a"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Comments,
    ScanTrap,
    ::testing::Values(OneStatement{"NestedBlockComment", "select /* ; /* ; */ ; */ 1"},
                      OneStatement{"SlashStarSlashStaysOpen", "select /*/ ; */ 1"},
                      OneStatement{"StarsBeforeTheEnd", "select /** ; **/ 1"},
                      OneStatement{"QuoteInAComment", "select -- it's\n 1 /* it's \" $$ */, 2"},
                      OneStatement{"CommentEndsWithCarriageReturn", "select 1 -- ;\r , ';'"},
                      OneStatement{"LineCommentInsideAnOperator", "select 1 +-- ;\n 2"},
                      OneStatement{"BlockCommentInsideAnOperator", "select 1 */* ; */ 2"},
                      OneStatement{"MinusIsNoComment", "select 1 - -1, 2 -(-1)"},
                      OneStatement{"CommentMarksInStrings", "select '--', '/*', \"*/\""}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Structure,
    ScanTrap,
    ::testing::Values(
        OneStatement{"RuleWithSemicolons", "create rule r as on insert to t do (a; (b); c;)"},
        OneStatement{"AtomicBody",
                     "create function f() returns int begin atomic select 1; select 2; end"},
        OneStatement{"AtomicProcedure", "CREATE PROCEDURE p() BEGIN ATOMIC a; END"},
        OneStatement{"AtomicWithCommentBetween",
                     "create or replace function f() begin /* ; */ atomic select 1; end"},
        OneStatement{"CaseInAtomicBody",
                     "create function f() begin atomic select case when a then case b when 1 "
                     "then 2 end end; end"},
        OneStatement{"ColumnNamedEndInAtomicBody",
                     "create function f() begin atomic select t.end, t . end from t; select 1; "
                     "end"},
        OneStatement{"LabelEndInAtomicBody",
                     "create function f() begin atomic select 1 as end, 2 as case; end"},
        OneStatement{"QuotedWordsInAtomicBody",
                     "create function f() begin atomic select 'end', \"end\"; end"},
        OneStatement{"BodyInQuotesIsNotAtomic",
                     "create function f(begin int) as 'begin atomic; end' language sql"},
        OneStatement{"ParameterNamedBegin", "create function f(begin atomic) return 1"},
        OneStatement{"ViewWithTheSameWords", "create view v as select begin atomic from t"},
        OneStatement{"BracketsAndParentheses", "select array[(1), (2)], ((3))"},
        OneStatement{"ExtraClosingParenthesis", "select 1)"}),
    name_of);

TEST(Scan, EndsAtomicBodyAtItsOwnEnd) {
    EXPECT_THAT(
        statements("create function f() begin atomic select 1; end; select t.end; end;"),
        ElementsAre("create function f() begin atomic select 1; end", "select t.end", "end"));
}

TEST(Scan, KeepsBeginOfATransactionApartFromAtomic) {
    EXPECT_THAT(statements("begin; atomic; end;"), ElementsAre("begin", "atomic", "end"));
}

TEST(Scan, StringsOfOneLineAreNoContinuation) {
    // The server refuses this; what matters is that the second string is a plain one.
    EXPECT_THAT(statements(R"(select e'a' '\'; select 2)"),
                ElementsAre(R"(select e'a' '\')", "select 2"));
}

class ScanUnclosed : public ::testing::TestWithParam<Unclosed> {};

TEST_P(ScanUnclosed, TellsWhatIsOpenAndSince) {
    const auto script = scan(GetParam().sql);
    EXPECT_EQ(script.end_state, GetParam().state);
    EXPECT_EQ(script.unclosed_at, GetParam().at);
}

INSTANTIATE_TEST_SUITE_P(
    Scan,
    ScanUnclosed,
    ::testing::Values(
        Unclosed{"String", "select 'a;", EndState::in_single_quote, 7},
        Unclosed{"EscapeString", R"(select E'a\')", EndState::in_single_quote, 7},
        Unclosed{"StringAfterDoubledQuote", "select 'a''", EndState::in_single_quote, 7},
        Unclosed{"QuotedName", "select 1; select \"a", EndState::in_double_quote, 17},
        Unclosed{"UnicodeName", "select u&\"a", EndState::in_double_quote, 7},
        Unclosed{"DollarQuote", "do $x$ begin; $X$ end", EndState::in_dollar_quote, 3},
        Unclosed{"Comment", "select 1; /* /* */", EndState::in_block_comment, 10},
        Unclosed{"CommentInStatement", "grant x /* ;", EndState::in_block_comment, 8},
        Unclosed{"Parenthesis", "select (1), (2 (; select 3", EndState::in_parentheses, 12},
        Unclosed{"AtomicBody", "create function f() begin atomic a; select 1;",
                 EndState::in_atomic_body, 20},
        Unclosed{"CopyData", "copy t from stdin;\n1\n\\.x\n", EndState::in_copy_data, 0},
        Unclosed{"CopyWithoutSemicolon", "select 1;\ncopy t from stdin", EndState::in_copy_data,
                 10},
        Unclosed{"QuoteInCopyStatement", "copy t from stdin delimiter '|;\n1\n\\.\n",
                 EndState::in_single_quote, 28}),
    [](const auto& test) { return test.param.name; });

TEST(Scan, ListsTheStatementThatNeverEnds) {
    EXPECT_THAT(statements("select 1; select 'a; b"), ElementsAre("select 1", "select 'a; b"));
}

TEST(Scan, ReportsTheFirstNulByteEvenInsideQuotes) {
    const std::string sql{"select 'a\0b', '\0'", 16};
    EXPECT_EQ(scan(sql).nul_byte, 9U);
    EXPECT_EQ(scan("select 1").nul_byte, std::nullopt);
}

TEST(Scan, PassesOverAByteOrderMark) {
    const auto script = scan("\xEF\xBB\xBFselect 1");
    EXPECT_TRUE(script.byte_order_mark);
    ASSERT_EQ(script.statements.size(), 1U);
    EXPECT_EQ(script.statements[0].begin, 3U);
    EXPECT_FALSE(scan("select 1").byte_order_mark);
}

TEST(Scan, FindsPsqlCommandsUpToTheLinesEnd) {
    const auto script = scan("\\set x 'it''s\r\nselect 1 \\gset\n;\\! ls; ls\n\\d+ t");
    ASSERT_EQ(script.psql_commands.size(), 4U);
    EXPECT_EQ(script.psql_commands[0].name, "set");
    EXPECT_EQ(script.psql_commands[0].begin, 0U);
    EXPECT_EQ(script.psql_commands[0].end, 13U);
    EXPECT_EQ(script.psql_commands[1].name, "gset");
    EXPECT_EQ(script.psql_commands[2].name, "!");
    EXPECT_EQ(script.psql_commands[3].name, "d");
}

TEST(Scan, LeavesPsqlCommandsOutOfStatements) {
    EXPECT_THAT(statements("\\pset a b;\nselect 1 \\gset\n;\n\\q"), ElementsAre("select 1"));
}

TEST(Scan, TakesABackslashInQuotesForText) {
    EXPECT_THAT(scan(R"(select '\d', "\e", $$\f$$ /* \g */ -- \h)").psql_commands, IsEmpty());
}

TEST(Scan, FindsStatementsByTheHundredThousand) {
    std::string sql;
    for (int i = 0; i < 200'000; ++i)
        sql += i % 2 == 0 ? "select 'a';\n" : "insert into t;";
    const auto script = scan(sql);
    ASSERT_EQ(script.statements.size(), 200'000U);
    EXPECT_EQ(script.statements.back().end, sql.size() - 1);
    EXPECT_LT(script.statements.capacity(), 300'000U);
}

TEST(Scan, TakesLinearTimeForHostileText) {
    // Each of these took quadratic time if a search began anew at every byte.
    const std::string dollars = "select " + std::string(1'000'000, '$');
    EXPECT_EQ(scan(dollars).statements.size(), 1U);
    std::string comments;
    for (int i = 0; i < 300'000; ++i)
        comments += "--\r";
    EXPECT_THAT(scan(comments).statements, IsEmpty());
    EXPECT_EQ(scan(std::string(1'000'000, '(')).end_state, EndState::in_parentheses);
    std::string tags = "insert ";
    for (int i = 0; i < 300'000; ++i)
        tags += "1$a";
    EXPECT_EQ(scan(tags).statements.size(), 1U);
}

}  // namespace pgmeta::sqltext

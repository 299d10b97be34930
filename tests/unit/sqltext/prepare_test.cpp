// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/script.hpp"
#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace pgmeta::sqltext {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

struct Found {
    std::string id;
    std::size_t offset = 0;

    bool operator==(const Found&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Found& found) {
    return out << found.id << " at " << found.offset;
}

std::vector<Found> objections(std::string sql, Use use = Use::deploy) {
    std::vector<Found> found;
    for (const auto& objection : prepare(std::move(sql), use).objections) {
        EXPECT_THAT(objection.message, HasSubstr("expected")) << objection.id;
        EXPECT_THAT(objection.hint, Not(IsEmpty())) << objection.id;
        found.push_back({objection.id, objection.offset});
    }
    return found;
}

Objection only_objection(std::string sql, Use use = Use::deploy) {
    const auto sendable = prepare(std::move(sql), use);
    EXPECT_EQ(sendable.objections.size(), 1U);
    return sendable.objections.empty() ? Objection{} : sendable.objections.front();
}

std::string text(std::string sql, Use use = Use::deploy) {
    return prepare(std::move(sql), use).text;
}

std::vector<std::string> statements(const Sendable& sendable) {
    std::vector<std::string> texts;
    for (const auto& statement : sendable.statements)
        texts.push_back(sendable.text.substr(statement.begin, statement.end - statement.begin));
    return texts;
}

struct Unclosed {
    std::string id;
    std::string sql;
    std::size_t offset;
    std::string message;
};

void PrintTo(const Unclosed& value, std::ostream* out) {
    *out << test::printable_name(value.sql);
}

struct Refused {
    std::string name;
    std::string sql;
};

void PrintTo(const Refused& value, std::ostream* out) {
    *out << test::printable_name(value.sql);
}

}  // namespace

TEST(Prepare, LeavesPlainSqlAsItIs) {
    const std::string sql = "-- Deploy a\ncreate table t ();\r\ninsert into t values ('é;');";
    const auto sendable = prepare(sql, Use::deploy);
    EXPECT_EQ(sendable.text, sql);
    EXPECT_THAT(statements(sendable),
                ElementsAre("create table t ()", "insert into t values ('é;')"));
    EXPECT_THAT(sendable.objections, IsEmpty());
    EXPECT_THAT(sendable.mid_transaction_control, IsEmpty());
    EXPECT_TRUE(sendable.in_transaction);
}

TEST(Prepare, BlanksTheOuterTransactionOfADeployScript) {
    const auto sendable = prepare("begin;\nselect 1;\ncommit;\n", Use::deploy);
    EXPECT_EQ(sendable.text, "      \nselect 1;\n       \n");
    EXPECT_THAT(statements(sendable), ElementsAre("select 1"));
    EXPECT_THAT(sendable.mid_transaction_control, IsEmpty());
}

TEST(Prepare, BlanksEverySpellingOfBeginAndCommit) {
    EXPECT_EQ(text("START TRANSACTION;a;END WORK"), "                  a;        ");
    EXPECT_EQ(text("begin work ;a;commit and no chain;", Use::revert),
              "            a;                    ");
}

TEST(Prepare, KeepsLineEndsAndCommentsAroundWhatItBlanks) {
    EXPECT_EQ(text("start -- é\r\n transaction -- x\n;a"),
              std::string(11, ' ') + "\r\n             -- x\n a");
}

TEST(Prepare, NamesTransactionControlInMidScript) {
    const auto sendable = prepare("begin; a; commit; begin; b; commit;", Use::deploy);
    EXPECT_THAT(sendable.mid_transaction_control, ElementsAre(10U, 18U));
    EXPECT_THAT(statements(sendable), ElementsAre("a", "b"));
    EXPECT_THAT(sendable.objections, IsEmpty());
}

TEST(Prepare, LeavesTheWordsAloneWhereTheyAreNoStatement) {
    const std::string sql =
        "do $$ begin; commit; end $$; create function f() begin atomic select 1; end; "
        "prepare p as select 1; explain begin; select 'rollback;'";
    EXPECT_EQ(text(sql), sql);
    EXPECT_THAT(objections(sql), IsEmpty());
}

class RefusedStatement : public ::testing::TestWithParam<Refused> {};

TEST_P(RefusedStatement, IsRefusedInDeployAndRevert) {
    const auto sql = "select 1; " + GetParam().sql + "; select 2";
    const Found refused{"transaction-control", 10};
    EXPECT_THAT(objections(sql, Use::deploy), ElementsAre(refused));
    EXPECT_THAT(objections(sql, Use::revert), ElementsAre(refused));
}

TEST_P(RefusedStatement, StaysWhenTheCallerWantsItSo) {
    const auto sql = "select 1; " + GetParam().sql + "; select 2";
    const auto sendable = prepare(sql, Use::deploy, false);
    EXPECT_EQ(sendable.text, sql);
    EXPECT_THAT(statements(sendable), ElementsAre("select 1", GetParam().sql, "select 2"));
    EXPECT_THAT(sendable.objections, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Prepare,
    RefusedStatement,
    ::testing::Values(Refused{"Rollback", "rollback"},
                      Refused{"Abort", "abort work"},
                      Refused{"PrepareTransaction", "prepare transaction 'x'"},
                      Refused{"CommitAndChain", "commit and chain"},
                      Refused{"EndAndChain", "end work and chain"},
                      Refused{"RollbackAndChain", "rollback and chain"},
                      Refused{"CommitPrepared", "commit prepared 'x'"},
                      Refused{"RollbackPrepared", "rollback prepared 'x'"},
                      Refused{"BeginReadOnly", "begin read only"},
                      Refused{"BeginDeferrable", "begin work deferrable"},
                      Refused{"StartWithLevel",
                              "start transaction isolation level repeatable read"}),
    [](const auto& test) { return test.param.name; });

TEST(Prepare, RefusesARollbackAtTheEndOfADeployScript) {
    EXPECT_THAT(objections("begin; select 1; rollback;"),
                ElementsAre(Found{"transaction-control", 17}));
}

TEST(Prepare, KeepsBeginAndCommitWhenTheCallerWantsItSo) {
    const std::string sql = "begin; a; commit;";
    const auto sendable = prepare(sql, Use::verify, false);
    EXPECT_EQ(sendable.text, sql);
    EXPECT_EQ(sendable.statements.size(), 3U);
}

TEST(PrepareVerify, BlanksTheOuterTransactionHoweverItEnds) {
    EXPECT_EQ(text("begin; a; rollback;", Use::verify), "       a;          ");
    EXPECT_EQ(text("begin; a; commit", Use::verify), "       a;       ");
    EXPECT_EQ(text("begin; a; end;", Use::verify), "       a;     ");
    EXPECT_EQ(text("begin read only; a; abort;", Use::verify), "                 a;       ");
}

TEST(PrepareVerify, BlanksAFinalRollbackWithoutBegin) {
    const auto sendable = prepare("select 1; rollback;", Use::verify);
    EXPECT_THAT(statements(sendable), ElementsAre("select 1"));
    EXPECT_THAT(sendable.objections, IsEmpty());
}

TEST(PrepareVerify, RefusesToEndTheTransactionEarlier) {
    EXPECT_THAT(objections("begin; rollback; a; rollback;", Use::verify),
                ElementsAre(Found{"transaction-control", 7}));
    EXPECT_THAT(objections("begin; a; commit; b;", Use::verify),
                ElementsAre(Found{"transaction-control", 10}));
    EXPECT_THAT(objections("begin; a; rollback and chain;", Use::verify),
                ElementsAre(Found{"transaction-control", 10}));
}

TEST(PrepareVerify, NamesABeginThatIsNotTheFirstStatement) {
    const auto sendable = prepare("set a = 1; begin; b; rollback;", Use::verify);
    EXPECT_THAT(sendable.mid_transaction_control, ElementsAre(11U));
    EXPECT_THAT(statements(sendable), ElementsAre("set a = 1", "b"));
}

TEST(PrepareSavepoints, LetsBalancedOnesPass) {
    EXPECT_THAT(objections("savepoint a; x; release a;"), IsEmpty());
    EXPECT_THAT(objections("savepoint a; rollback to a; rollback work to savepoint a; release "
                           "savepoint a;"),
                IsEmpty());
    EXPECT_THAT(objections("savepoint a; savepoint b; release a;"), IsEmpty());
    EXPECT_THAT(objections("savepoint a; savepoint a; release a; release a;"), IsEmpty());
}

TEST(PrepareSavepoints, ComparesNamesAsTheServerDoes) {
    EXPECT_THAT(objections("savepoint \"a\"; release A;"), IsEmpty());
    EXPECT_THAT(objections("savepoint \"x\"\"Y\"; release \"x\"\"Y\";"), IsEmpty());
    EXPECT_THAT(objections("savepoint \"A\"; release a;"),
                ElementsAre(Found{"savepoint-unbalanced", 0}, Found{"savepoint-unbalanced", 15}));
}

TEST(PrepareSavepoints, RefusesOneThatStaysOpen) {
    EXPECT_THAT(objections("x; savepoint a; y;"), ElementsAre(Found{"savepoint-unbalanced", 3}));
    EXPECT_THAT(objections("savepoint a; rollback to a;"),
                ElementsAre(Found{"savepoint-unbalanced", 0}));
    EXPECT_THAT(objections("begin; savepoint a; commit;"),
                ElementsAre(Found{"savepoint-unbalanced", 7}));
}

TEST(PrepareSavepoints, RefusesOneThatIsNotOpen) {
    EXPECT_THAT(objections("release a;"), ElementsAre(Found{"savepoint-unbalanced", 0}));
    EXPECT_THAT(objections("rollback to a;"), ElementsAre(Found{"savepoint-unbalanced", 0}));
    EXPECT_THAT(objections("savepoint a; savepoint b; rollback to a; release b; release a;"),
                ElementsAre(Found{"savepoint-unbalanced", 41}));
}

TEST(PrepareSavepoints, MayStayOpenInAVerifyScript) {
    EXPECT_THAT(objections("begin; savepoint a; x; rollback;", Use::verify), IsEmpty());
    EXPECT_THAT(objections("rollback to a; x;", Use::verify),
                ElementsAre(Found{"savepoint-unbalanced", 0}));
}

class UnclosedScript : public ::testing::TestWithParam<Unclosed> {};

TEST_P(UnclosedScript, IsRefusedNamingWhereItOpened) {
    const auto objection = only_objection(GetParam().sql);
    EXPECT_EQ(objection.id, GetParam().id);
    EXPECT_EQ(objection.offset, GetParam().offset);
    EXPECT_EQ(objection.message, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Prepare,
    UnclosedScript,
    ::testing::Values(
        Unclosed{"unclosed-quote", "select 1;\nselect 'a;", 17,
                 "expected a closing `'` for the string opened in line 2, found the end of the "
                 "script"},
        Unclosed{"unclosed-quote", "select \"a;", 7,
                 "expected a closing `\"` for the quoted name opened in line 1, found the end of "
                 "the script"},
        Unclosed{"unclosed-dollar-quote", "do\n$fn$ begin;", 3,
                 "expected `$fn$` for the dollar quote opened in line 2, found the end of the "
                 "script"},
        Unclosed{"unclosed-comment", "/* a", 0,
                 "expected `*/` for the comment opened in line 1, found the end of the script"},
        Unclosed{"unclosed-parenthesis", "select (1;", 7,
                 "expected `)` for the parenthesis opened in line 1, found the end of the script"},
        Unclosed{"unclosed-atomic-body", "create function f()\nbegin atomic select 1;", 20,
                 "expected `END` for the BEGIN ATOMIC body opened in line 2, found the end of the "
                 "script"},
        Unclosed{"copy-data-unterminated", "copy t from stdin;\n1\n", 0,
                 "expected a line holding only `\\.` for the data of COPY … FROM STDIN opened in "
                 "line 1, found the end of the script"}));

TEST(Prepare, RefusesNulBytes) {
    EXPECT_THAT(objections(std::string{"select 1;\0", 10}), ElementsAre(Found{"nul-byte", 9}));
}

TEST(Prepare, RefusesTextThatIsNotUtf8) {
    EXPECT_THAT(objections("select 'é\xE9';"), ElementsAre(Found{"not-utf8", 10}));
    EXPECT_THAT(objections("copy t from stdin;\n\xC3(\n\\.\n"), ElementsAre(Found{"not-utf8", 19}));
}

TEST(Prepare, BlanksAByteOrderMark) {
    const auto sendable = prepare("\xEF\xBB\xBFselect 1", Use::deploy);
    EXPECT_EQ(sendable.text, "   select 1");
    EXPECT_THAT(sendable.objections, IsEmpty());
}

TEST(PreparePsql, BlanksRestrictLinesAnywhere) {
    EXPECT_EQ(text("\\restrict aBé1\r\nselect 1;\n\\unrestrict aBé1\n"),
              std::string(15, ' ') + "\r\nselect 1;\n" + std::string(17, ' ') + "\n");
}

TEST(PreparePsql, BlanksTheGuardOfAnExtensionFile) {
    const std::string guard = R"(\echo Use "CREATE EXTENSION x" to load this file. \quit)";
    EXPECT_EQ(text(guard + "\nselect 1"), std::string(guard.size(), ' ') + "\nselect 1");
    EXPECT_THAT(objections("/* a */\n\n-- b\n" + guard + "\nselect 1"), IsEmpty());
}

TEST(PreparePsql, RefusesTheGuardBelowAStatement) {
    EXPECT_THAT(objections("select 1;\n\\echo Use x \\quit"),
                ElementsAre(Found{"psql-command", 10}));
}

TEST(PreparePsql, RefusesOtherCommandsSayingWhatToDo) {
    EXPECT_THAT(objections("\\echo hello\nselect 1;\n\\quit\n"),
                ElementsAre(Found{"psql-command", 0}, Found{"psql-command", 22}));
    EXPECT_THAT(only_objection("\\ir other.sql").hint, HasSubstr("other file"));
    EXPECT_THAT(only_objection("\\copy t from 'x'").hint, HasSubstr("FROM STDIN"));
    EXPECT_THAT(only_objection("\\connect x").hint, HasSubstr("database"));
    EXPECT_THAT(only_objection("\\set a 1").hint, HasSubstr("value"));
    EXPECT_THAT(only_objection("select 1;\n\\.\n").hint, HasSubstr("COPY"));
    EXPECT_THAT(only_objection("\\timing").message, HasSubstr("`\\timing`"));
}

TEST(PreparePsql, RefusesRestrictInsideAStatement) {
    EXPECT_THAT(objections("select e'a' \\restrict x\n '\\';'"),
                ElementsAre(Found{"psql-command", 12}, Found{"unclosed-quote", 29}));
    EXPECT_THAT(objections("select 1 \\restrict x\n, 2;"), ElementsAre(Found{"psql-command", 9}));
}

TEST(Prepare, KeepsInlineCopyData) {
    const std::string sql = "begin;\ncopy t from stdin;\nbegin;\tcommit;\n\\.\ncommit;\n";
    const auto sendable = prepare(sql, Use::deploy);
    ASSERT_EQ(sendable.statements.size(), 1U);
    const auto& copy = sendable.statements.front();
    EXPECT_EQ(sendable.text.substr(copy.data_begin, copy.data_end - copy.data_begin),
              "begin;\tcommit;\n");
    EXPECT_THAT(sendable.objections, IsEmpty());
}

TEST(Prepare, RefusesSqlInTheLineOfACopy) {
    EXPECT_THAT(objections("copy t from stdin; select 1;\n1\n\\.\n"),
                ElementsAre(Found{"copy-not-alone", 18}));
    EXPECT_THAT(objections("copy t from stdin; -- rows\n1\n\\.\n"), IsEmpty());
}

TEST(Prepare, TellsThatAStatementRefusesATransaction) {
    const auto sendable = prepare("select 1; vacuum t; create database d", Use::deploy);
    EXPECT_FALSE(sendable.in_transaction);
    EXPECT_EQ(sendable.refuses_transaction_at, 10U);
    EXPECT_THAT(sendable.objections, IsEmpty());
}

TEST(Prepare, ListsObjectionsInTheOrderOfTheText) {
    EXPECT_THAT(objections("rollback; \\x\nselect '\xFF'; savepoint a; select (1"),
                ElementsAre(Found{"transaction-control", 0}, Found{"psql-command", 10},
                            Found{"not-utf8", 21}, Found{"savepoint-unbalanced", 25},
                            Found{"unclosed-parenthesis", 45}));
}

TEST(Prepare, HoldsALargeScriptOnce) {
    std::string sql = "begin;\n";
    for (int i = 0; i < 100'000; ++i)
        sql += "insert into t values ('it''s \\ ');\n";
    sql += "copy t from stdin;\n" + std::string(1'000'000, '\'') + "\n\\.\ncommit;\n";
    const auto* const bytes = sql.data();
    const auto sendable = prepare(std::move(sql), Use::deploy);
    EXPECT_EQ(sendable.text.data(), bytes);
    EXPECT_EQ(sendable.statements.size(), 100'001U);
}

}  // namespace pgmeta::sqltext

// SPDX-License-Identifier: MIT
#include "pgmeta/pg/connection.hpp"
#include "pgmeta/pg/message.hpp"
#include "pgmeta_test/delay_proxy.hpp"
#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/test_database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace pgmeta::pg {
namespace {

using testing::ElementsAre;
using testing::Pair;

class Run : public testing::Test {
protected:
    test::TestDatabase db;
    Connection conn = Connection::open(ConnInfo::parse(db.url()));
    Message message;
    std::vector<std::size_t> done;
    std::vector<std::pair<std::size_t, std::string>> notices;

    std::optional<MessageFailure> run() {
        RunHandlers handlers;
        handlers.on_part_done = [this](const Part& part) { done.push_back(part.owner); };
        handlers.on_notice = [this](const Part& part, const Notice& notice) {
            notices.emplace_back(part.owner, notice.message);
        };
        return conn.run(message, handlers);
    }

    /// A script and our own statement after it, as a change is sent.
    void add(std::size_t owner, std::string_view script, std::size_t statements) {
        message.add_script(owner, script, 0, 0, statements);
        message.add_own(owner, "RESET ALL");
    }
};

TEST_F(Run, SucceedsAndReportsPartsInOrder) {
    add(1, "CREATE TABLE a (x int); INSERT INTO a VALUES (1)", 2);
    add(2, "SELECT x FROM a", 1);
    EXPECT_FALSE(run().has_value());
    EXPECT_THAT(done, ElementsAre(0, 1, 1, 2, 2));
    EXPECT_EQ(db.value("SELECT x FROM a"), "1");
}

TEST_F(Run, ShowsEachRowWithItsPartAndStatement) {
    add(1, "SELECT generate_series(1, 2); SELECT 'b'", 2);
    add(2, "SELECT 'c'", 1);
    std::vector<std::string> rows;
    RunHandlers handlers;
    handlers.on_row = [&rows](const Part& part, std::size_t statement, const Result& row) {
        rows.push_back(std::to_string(part.owner) + "." + std::to_string(statement) + " " +
                       row.text(0, 0));
    };
    EXPECT_FALSE(conn.run(message, handlers).has_value());
    EXPECT_THAT(rows, ElementsAre("1.0 1", "1.0 2", "1.1 b", "2.0 c"));
}

TEST_F(Run, NamesTheFailingStatementByCountWhereThereIsNoPosition) {
    add(1, "SELECT 1; SELECT 2", 2);
    add(2, "SELECT 3; SELECT 1 / 0; SELECT 4", 3);
    const auto failure = run();
    ASSERT_TRUE(failure.has_value());
    EXPECT_EQ(failure->error.sqlstate(), "22012");
    EXPECT_EQ(message.parts()[failure->part].owner, 2U);
    EXPECT_FALSE(message.parts()[failure->part].own);
    EXPECT_EQ(failure->statement, 1U);
    EXPECT_EQ(failure->offset, std::nullopt);
    EXPECT_FALSE(failure->nothing_ran);
}

TEST_F(Run, MapsAPositionBackToTheScriptsBytes) {
    add(1, "SELECT 'héé€😀'", 1);
    const std::string script = "SELECT 1;\n-- é\nSELECT 'ü' || nope";
    add(2, script, 2);
    const auto failure = run();
    ASSERT_TRUE(failure.has_value());
    EXPECT_EQ(failure->error.sqlstate(), "42703");
    EXPECT_EQ(message.parts()[failure->part].owner, 2U);
    EXPECT_EQ(failure->statement, 1U);
    EXPECT_EQ(failure->offset, script.find("nope"));
}

TEST_F(Run, FindsASyntaxErrorThoughNothingRan) {
    add(1, "CREATE TABLE a (x int)", 1);
    const std::string script = "SELECT 1; SELEC 2";
    add(2, script, 2);
    const auto failure = run();
    ASSERT_TRUE(failure.has_value());
    EXPECT_TRUE(failure->nothing_ran);
    EXPECT_EQ(failure->error.sqlstate(), "42601");
    EXPECT_EQ(message.parts()[failure->part].owner, 2U);
    EXPECT_EQ(failure->offset, script.find("SELEC 2"));
    EXPECT_EQ(db.value("SELECT to_regclass('a') IS NULL"), "t");
}

TEST_F(Run, AddsTheOffsetOfAPartThatBeginsInMidScript) {
    message.add_script(4, "SELECT nope", 100, 5, 1);
    const auto failure = run();
    ASSERT_TRUE(failure.has_value());
    EXPECT_EQ(failure->statement, 5U);
    EXPECT_EQ(failure->offset, 107U);
}

TEST_F(Run, DoesNotCountTheRowsOfARuleTwice) {
    db.query(
        "CREATE TABLE t (a int);"
        "CREATE RULE r AS ON INSERT TO t DO INSTEAD (SELECT 1; SELECT 2)");
    add(1, "INSERT INTO t VALUES (1); SELECT 5", 2);
    add(2, "SELECT 1/0", 1);
    const auto failure = run();
    ASSERT_TRUE(failure.has_value());
    EXPECT_EQ(message.parts()[failure->part].owner, 2U);
    EXPECT_EQ(failure->statement, 0U);
}

TEST_F(Run, IgnoresAPositionThatBelongsToAnotherText) {
    conn.query("CREATE TABLE t (a int); PREPARE p AS SELECT a FROM t; ALTER TABLE t DROP a");
    const std::string script = "SELECT 1; EXECUTE p";
    add(1, script, 2);
    const auto failure = run();
    ASSERT_TRUE(failure.has_value());
    EXPECT_EQ(failure->statement, 1U);
}

TEST_F(Run, FeedsInlineCopyData) {
    message.add_script(1, "CREATE TABLE t (a int, b text); COPY t FROM STDIN", 0, 0, 2);
    message.add_copy_data("1\ttab\\there\n2\t\\\\\n3\t\\N\n");
    message.add_script(1, "SELECT 1; COPY t FROM STDIN (FORMAT csv)", 60, 2, 2);
    message.add_copy_data("4,\"a,\"\"b\"\"\nc\"\n");
    message.add_own(1, "RESET ALL");
    ASSERT_FALSE(run().has_value());
    EXPECT_EQ(db.query("SELECT a, b FROM t ORDER BY a"),
              (test::Rows{{"1", "tab\there"}, {"2", "\\"}, {"3", "NULL"}, {"4", "a,\"b\"\nc"}}));
}

TEST_F(Run, NamesTheCopyWhoseDataIsBad) {
    message.add_script(1, "CREATE TABLE t (a int)", 0, 0, 1);
    message.add_script(2, "COPY t FROM STDIN", 0, 0, 1);
    message.add_copy_data("1\nxx\n");
    add(3, "SELECT 1", 1);
    const auto failure = run();
    ASSERT_TRUE(failure.has_value());
    EXPECT_EQ(failure->error.sqlstate(), "22P02");
    EXPECT_EQ(message.parts()[failure->part].owner, 2U);
    EXPECT_NE(failure->error.sql_detail()->context.find("COPY t, line 2"), std::string::npos);
}

TEST_F(Run, GoesOnSendingDataThatTheServerDoesNotWantAnyMore) {
    message.add_script(1, "CREATE TABLE t (a int)", 0, 0, 1);
    message.add_script(2, "COPY t FROM STDIN", 0, 0, 1);
    std::string data = "bad\n";
    for (int i = 0; i < 2'000'000; ++i)
        data += "1234567\n";
    message.add_copy_data(data);
    const auto failure = run();
    ASSERT_TRUE(failure.has_value());
    EXPECT_EQ(failure->error.sqlstate(), "22P02");
    EXPECT_EQ(conn.query("SELECT 1").integer(0, 0), 1);
}

TEST_F(Run, EmptiesCopyToStdoutAndCountsItOnce) {
    add(1, "COPY (SELECT g FROM generate_series(1, 20000) g) TO STDOUT; SELECT 1", 2);
    add(2, "SELECT 1/0", 1);
    const auto failure = run();
    ASSERT_TRUE(failure.has_value());
    EXPECT_EQ(message.parts()[failure->part].owner, 2U);
}

TEST_F(Run, AttributesNoticesToTheScriptThatRaisedThem) {
    for (std::size_t owner = 1; owner <= 40; ++owner)
        add(owner, "SELECT 1; DO $$BEGIN RAISE NOTICE 'from " + std::to_string(owner) + "'; END$$",
            2);
    ASSERT_FALSE(run().has_value());
    ASSERT_EQ(notices.size(), 40U);
    for (const auto& [owner, text] : notices)
        EXPECT_EQ(text, "from " + std::to_string(owner));
}

TEST_F(Run, SaysThatTheSessionDied) {
    add(1, "SELECT pg_terminate_backend(pg_backend_pid())", 1);
    const auto failure = run();
    ASSERT_TRUE(failure.has_value());
    EXPECT_FALSE(conn.is_open());
    EXPECT_EQ(failure->error.fault(), Fault::environment);
    EXPECT_EQ(failure->error.id(), "connection-lost");
}

TEST_F(Run, SaysThatTheConnectionWasCut) {
    test::ProxyOptions options;
    options.cut_at = "pg_sleep";
    options.cut_when = test::CutWhen::after_forwarding;
    const test::DelayProxy proxy{options};
    conn = Connection::open(ConnInfo::parse(proxy.url(db.name())));
    add(1, "SELECT pg_sleep(0.2)", 1);
    const auto failure = run();
    ASSERT_TRUE(failure.has_value());
    EXPECT_EQ(failure->error.id(), "connection-lost");
}

TEST_F(Run, KeepsItsOwnSqlAsciiPositionsInBytes) {
    const auto name = test::unique_name("ascii");
    db.query("CREATE DATABASE " + name +
             " ENCODING SQL_ASCII TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
    const test::TestDatabase ascii{name, false};
    conn = Connection::open(ConnInfo::parse(ascii.url()));
    const std::string script = "SELECT 'ü€', nope";
    add(1, script, 1);
    const auto failure = run();
    ASSERT_TRUE(failure.has_value());
    EXPECT_EQ(failure->offset, script.find("nope"));
}

}  // namespace
}  // namespace pgmeta::pg

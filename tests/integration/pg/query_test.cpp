// SPDX-License-Identifier: MIT
#include "pgmeta/pg/connection.hpp"
#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/test_database.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pgmeta::pg {
namespace {

class Query : public testing::Test {
protected:
    test::TestDatabase db;
    Connection conn = Connection::open(ConnInfo::parse(db.url()));
};

TEST_F(Query, ReturnsTheLastOfSeveralResults) {
    const auto result = conn.query("SELECT 1; SELECT 2, NULL, true");
    ASSERT_EQ(result.rows(), 1);
    EXPECT_EQ(result.columns(), 3);
    EXPECT_EQ(result.integer(0, 0), 2);
    EXPECT_TRUE(result.is_null(0, 1));
    EXPECT_EQ(result.get(0, 1), std::nullopt);
    EXPECT_EQ(result.text(0, 1), "");
    EXPECT_TRUE(result.boolean(0, 2));
    EXPECT_EQ(result.command_tag(), "SELECT 1");
}

TEST_F(Query, ReturnsEveryResultWhenAsked) {
    const auto results = conn.query_all("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2)");
    ASSERT_EQ(results.size(), 2U);
    EXPECT_EQ(results[0].command_tag(), "CREATE TABLE");
    EXPECT_EQ(results[1].command_tag(), "INSERT 0 2");
}

TEST_F(Query, PassesParametersAsText) {
    const auto result = conn.query("SELECT $1::text, $2::int + 1, $3::text",
                                   {"o'ne \\ \"two\"", "41", std::nullopt});
    EXPECT_EQ(result.text(0, 0), "o'ne \\ \"two\"");
    EXPECT_EQ(result.integer(0, 1), 42);
    EXPECT_TRUE(result.is_null(0, 2));
}

TEST_F(Query, GivesRowsOneByOne) {
    std::int64_t sum = 0;
    int rows = 0;
    conn.copy_out("SELECT 'ab' || g, NULL::text, g - 10000 FROM generate_series(1, 20000) g",
                  [&](CopyRow row) {
                      ASSERT_EQ(row.text(), "ab" + std::to_string(++rows));
                      EXPECT_EQ(row.field(), std::nullopt);
                      sum += row.integer();
                  });
    EXPECT_EQ(rows, 20000);
    EXPECT_EQ(sum, 20000LL * 20001 / 2 - 20000LL * 10000);
    EXPECT_EQ(conn.query("SELECT 5").integer(0, 0), 5);
}

TEST_F(Query, ReportsAnErrorThatComesAmongRows) {
    int rows = 0;
    EXPECT_FAILS(
        "statement-failed", Fault::database,
        conn.copy_out("SELECT 1 / (3 - g) FROM generate_series(1, 5) g", [&](CopyRow) { ++rows; }));
    EXPECT_EQ(rows, 2);
    EXPECT_EQ(conn.query("SELECT 5").integer(0, 0), 5);
}

TEST_F(Query, EmptiesACopyToStdoutThatNobodyWants) {
    const auto results = conn.query_all(
        "COPY (SELECT repeat('x', 1000) FROM generate_series(1, 1000)) TO STDOUT; SELECT 7");
    ASSERT_FALSE(results.empty());
    EXPECT_EQ(results.back().integer(0, 0), 7);
    EXPECT_EQ(conn.query("SELECT 8").integer(0, 0), 8);
}

TEST_F(Query, FailsACopyFromStdinThatHasNoData) {
    conn.query("CREATE TABLE t (a int)");
    EXPECT_FAILS("statement-failed", Fault::database, conn.query("COPY t FROM STDIN"));
    EXPECT_EQ(conn.query("SELECT count(*) FROM t").integer(0, 0), 0);
}

TEST_F(Query, KeepsWholeReportOfTheServer) {
    conn.query("CREATE SCHEMA s; CREATE TABLE s.t (a int CONSTRAINT small CHECK (a < 10))");
    try {
        conn.query("INSERT INTO s.t VALUES (11)");
        FAIL() << "the constraint did not hold";
    } catch (const Error& error) {
        ASSERT_NE(error.sql_detail(), nullptr);
        const auto& detail = *error.sql_detail();
        EXPECT_EQ(detail.sqlstate, "23514");
        EXPECT_EQ(detail.schema, "s");
        EXPECT_EQ(detail.table, "t");
        EXPECT_EQ(detail.constraint, "small");
        EXPECT_NE(detail.detail.find("(11)"), std::string::npos);
        EXPECT_EQ(detail.message, error.message());
    }
}

TEST_F(Query, KeepsPositionHintAndContextOfAnError) {
    try {
        conn.query("DO $$BEGIN PERFORM 1/0; END$$");
        FAIL() << "a division by zero passed";
    } catch (const Error& error) {
        EXPECT_EQ(error.sqlstate(), "22012");
        EXPECT_NE(error.sql_detail()->context.find("inline_code_block"), std::string::npos);
    }
    try {
        conn.query("SELECT 'é', nope");
        FAIL() << "an unknown column passed";
    } catch (const Error& error) {
        EXPECT_EQ(error.sqlstate(), "42703");
        EXPECT_EQ(error.sql_detail()->position, 13);  // in characters
    }
}

TEST_F(Query, StaysInTheBlockThatAnErrorFailed) {
    conn.query("BEGIN");
    EXPECT_FAILS("statement-failed", Fault::database, conn.query("SELECT 1/0"));
    EXPECT_TRUE(conn.in_transaction());
    conn.query("ROLLBACK");
    EXPECT_FALSE(conn.in_transaction());
}

TEST_F(Query, SaysThatTheServerEndedTheSession) {
    auto other = db.connect();
    other.query("SELECT pg_terminate_backend(" + std::to_string(conn.backend_pid()) + ")");
    EXPECT_FAILS("connection-lost", Fault::environment, [&] {
        // The end may be noticed by this statement or by the next.
        conn.query("SELECT 1");
        conn.query("SELECT 1");
    }());
    EXPECT_FALSE(conn.is_open());
}

TEST_F(Query, ShowsNoticesToTheHandler) {
    std::vector<Notice> seen;
    conn.on_notice([&](const Notice& notice) { seen.push_back(notice); });
    conn.query("DO $$BEGIN RAISE WARNING 'careful' USING HINT = 'slow'; END$$");
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_EQ(seen[0].severity, "WARNING");
    EXPECT_EQ(seen[0].message, "careful");
    EXPECT_EQ(seen[0].hint, "slow");
    EXPECT_EQ(seen[0].sqlstate, "01000");
}

TEST_F(Query, TellsWhereItIsConnected) {
    EXPECT_EQ(conn.database(), db.name());
    EXPECT_EQ(conn.user(), "postgres");
    EXPECT_GE(conn.server_version(), 130000);
    EXPECT_EQ(conn.parameter("client_encoding"), "UTF8");
    EXPECT_EQ(conn.describe().substr(0, 9), "postgres@");
    EXPECT_NE(conn.describe().find("/" + db.name()), std::string::npos);
}

TEST_F(Query, HashesAPasswordWithoutShowingIt) {
    const auto verifier = conn.encrypt_password("postgres", "s3cret");
    EXPECT_EQ(verifier.rfind("SCRAM-SHA-256$", 0), 0U);
    EXPECT_EQ(verifier.find("s3cret"), std::string::npos);
}

TEST(Connect, FailsWithLibpqsReason) {
    try {
        static_cast<void>(Connection::open(
            ConnInfo::parse("host=127.0.0.1 port=1 dbname=x user=u password=s3cret")));
        FAIL() << "something listens on port 1";
    } catch (const Error& error) {
        EXPECT_EQ(error.id(), "connection-failed");
        EXPECT_EQ(error.fault(), Fault::environment);
        EXPECT_NE(error.message().find("refused"), std::string::npos);
        EXPECT_EQ(std::string{error.what()}.find("s3cret"), std::string::npos);
    }
}

TEST(Connect, NamesADatabaseThatIsNotThere) {
    test::TestDatabase db;
    auto info = ConnInfo::parse(db.url());
    info.set("dbname", db.name() + "_missing");
    EXPECT_FAILS("connection-failed", Fault::environment, Connection::open(info));
}

TEST(Connect, WaitsForAServerOnlyAsLongAsAsked) {
    ConnectOptions options;
    options.wait = std::chrono::milliseconds{300};
    const auto start = std::chrono::steady_clock::now();
    EXPECT_FAILS("connection-failed", Fault::environment,
                 Connection::open(ConnInfo::parse("host=127.0.0.1 port=1 dbname=x"), options));
    const auto waited = std::chrono::steady_clock::now() - start;
    EXPECT_GE(waited, std::chrono::milliseconds{300});
    EXPECT_LT(waited, std::chrono::seconds{20});
}

}  // namespace
}  // namespace pgmeta::pg

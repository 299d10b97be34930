// SPDX-License-Identifier: MIT
#include "pgmeta/pg/connection.hpp"
#include "pgmeta_test/delay_proxy.hpp"
#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/test_database.hpp"

#include <gtest/gtest.h>

namespace pgmeta::pg {
namespace {

class TransactionTest : public testing::Test {
protected:
    test::TestDatabase db;
    Connection conn = Connection::open(ConnInfo::parse(db.url()));

    void SetUp() override { db.query("CREATE TABLE t (a int)"); }

    std::string count() { return db.value("SELECT count(*) FROM t"); }
};

TEST_F(TransactionTest, KeepsWhatItCommits) {
    Transaction transaction{conn};
    conn.query("INSERT INTO t VALUES (1)");
    transaction.commit();
    EXPECT_EQ(count(), "1");
    EXPECT_FALSE(conn.in_transaction());
}

TEST_F(TransactionTest, RollsBackWhenItIsForgotten) {
    {
        const Transaction transaction{conn};
        conn.query("INSERT INTO t VALUES (1)");
    }
    EXPECT_EQ(count(), "0");
    EXPECT_FALSE(conn.in_transaction());
}

TEST_F(TransactionTest, GivesTheResultOfWhatItBeganWith) {
    Transaction transaction{conn, "SELECT 41 + 1"};
    EXPECT_EQ(transaction.result().integer(0, 0), 42);
    EXPECT_TRUE(conn.in_transaction());
}

TEST_F(TransactionTest, TakesOverABlock) {
    conn.query("BEGIN; INSERT INTO t VALUES (1)");
    Transaction::adopt(conn).commit();
    EXPECT_EQ(count(), "1");
}

TEST_F(TransactionTest, DoesNotMistakeTheRollbackOfAnAbortedBlockForACommit) {
    Transaction transaction{conn};
    conn.query("INSERT INTO t VALUES (1)");
    EXPECT_FAILS("statement-failed", Fault::database, conn.query("SELECT 1/0"));
    EXPECT_FAILS("commit-refused", Fault::database, transaction.commit());
    EXPECT_EQ(count(), "0");
}

TEST_F(TransactionTest, SaysThatADeferredConstraintFailedAtCommit) {
    db.query(
        "CREATE TABLE parent (id int PRIMARY KEY);"
        "CREATE TABLE child (id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)");
    Transaction transaction{conn};
    conn.query("INSERT INTO child VALUES (1)");
    try {
        transaction.commit();
        FAIL() << "the constraint did not hold";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::database);
        EXPECT_EQ(error.sqlstate(), "23503");
        ASSERT_FALSE(error.frames().empty());
        EXPECT_EQ(error.frames().back(), "at COMMIT");
    }
    EXPECT_EQ(db.value("SELECT count(*) FROM child"), "0");
}

void expect_doubt(test::TestDatabase& db, test::CutWhen when) {
    test::ProxyOptions options;
    options.cut_at = "COMMIT";
    options.cut_when = when;
    const test::DelayProxy proxy{options};
    auto conn = Connection::open(ConnInfo::parse(proxy.url(db.name())));
    Transaction transaction{conn};
    conn.query("INSERT INTO t VALUES (1)");
    EXPECT_FAILS("commit-in-doubt", Fault::in_doubt, transaction.commit());
    EXPECT_TRUE(proxy.was_cut());
}

TEST_F(TransactionTest, IsInDoubtWhenTheServerNeverSawTheCommit) {
    expect_doubt(db, test::CutWhen::before_forwarding);
    EXPECT_EQ(count(), "0");
}

TEST_F(TransactionTest, IsInDoubtWhenTheAnswerToTheCommitIsLost) {
    expect_doubt(db, test::CutWhen::after_answer);
    EXPECT_TRUE(test::eventually(db, "SELECT count(*) = 1 FROM t"));
}

TEST_F(TransactionTest, IsNotInDoubtWhenTheConnectionDiesBeforeTheCommit) {
    test::ProxyOptions options;
    options.cut_at = "INSERT";
    const test::DelayProxy proxy{options};
    auto through = Connection::open(ConnInfo::parse(proxy.url(db.name())));
    const Transaction transaction{through};
    EXPECT_FAILS("connection-lost", Fault::environment, through.query("INSERT INTO t VALUES (1)"));
    EXPECT_EQ(count(), "0");
}

}  // namespace
}  // namespace pgmeta::pg

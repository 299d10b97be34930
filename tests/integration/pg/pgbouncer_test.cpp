// SPDX-License-Identifier: MIT
#include "pgbouncer.hpp"

#include "pgmeta/pg/connection.hpp"

#include <gtest/gtest.h>

namespace pgmeta::pg {
namespace {

class Pooled : public testing::Test {
protected:
    void SetUp() override { bouncer_.emplace(); }

    Connection open(std::vector<std::pair<std::string, std::string>> settings = {}) {
        ConnectOptions options;
        options.settings = std::move(settings);
        return Connection::open(ConnInfo::parse(bouncer_->url(db.name())), options);
    }

    test::TestDatabase db;

private:
    std::optional<test::PgBouncer> bouncer_;
};

TEST_F(Pooled, ConnectsWithoutTheSettingsItRefuses) {
    auto conn = open({{"lock_timeout", "2s"}});
    EXPECT_FALSE(conn.settings_stick());
    EXPECT_EQ(conn.query("SELECT 1").integer(0, 0), 1);
}

TEST_F(Pooled, KeepsTransactionsWhole) {
    db.query("CREATE TABLE t (a int)");
    auto conn = open();
    Transaction transaction{conn, "SELECT 1"};
    conn.query("INSERT INTO t VALUES (1)");
    transaction.commit();
    EXPECT_EQ(db.value("SELECT count(*) FROM t"), "1");
}

TEST_F(Pooled, CancelsByTheServersTimeout) {
    auto conn = open();
    Transaction transaction{conn, "SET LOCAL statement_timeout = '100ms'"};
    try {
        conn.query("SELECT pg_sleep(30)");
        FAIL() << "the statement was not cancelled";
    } catch (const Error& error) {
        EXPECT_EQ(error.sqlstate(), "57014");
    }
    EXPECT_TRUE(conn.in_transaction());
}

}  // namespace
}  // namespace pgmeta::pg

// SPDX-License-Identifier: MIT
#include "pgmeta/pg/statements.hpp"

#include "pgbouncer.hpp"
#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/test_database.hpp"

#include <gtest/gtest.h>

#include <array>

namespace pgmeta::pg {
namespace {

class StatementsOfTest : public testing::Test {
protected:
    static constexpr auto twice = "SELECT $1::int * 2";
    static constexpr auto setting = "SELECT current_setting('app.tenant_id', true)";

    std::int64_t doubled(Statements& by, std::string_view number) {
        return by.run(twice, {std::string{number}}).integer(0, 0);
    }

    std::string setting_with(Statements& by, std::string_view value) {
        const std::array settings{LocalSetting{"app.tenant_id", value}};
        return by.run(setting, {}, settings).text(0, 0);
    }

    test::TestDatabase db;
    Connection connection = Connection::open(ConnInfo::parse(db.url()));
    Statements statements{connection};
};

TEST_F(StatementsOfTest, AreBoundAndPreparedWhenTheyComeAgain) {
    for (const auto* number : {"1", "2", "3"})
        EXPECT_EQ(doubled(statements, number), 2 * std::stoi(number));
    EXPECT_EQ(statements.prepared(), 1U);
    EXPECT_EQ(connection.query("SELECT count(*) FROM pg_prepared_statements").integer(0, 0), 1);
    EXPECT_TRUE(statements.run("SELECT $1::text", {std::nullopt}).is_null(0, 0));
}

TEST_F(StatementsOfTest, ThatComeOnceAreNotPrepared) {
    doubled(statements, "1");
    statements.run("SELECT 7", {}, {}, Statements::Use::once);
    EXPECT_EQ(statements.prepared(), 0U);
}

TEST_F(StatementsOfTest, FailWithTheServersReportAndGoOn) {
    db.query("CREATE TABLE t (a int PRIMARY KEY)");
    constexpr auto insert = "INSERT INTO t VALUES ($1)";
    for (int i = 0; i < 3; ++i)
        statements.run(insert, {std::to_string(i)});
    for (int i = 0; i < 3; ++i) {
        try {
            statements.run(insert, {"1"});
            FAIL() << "the duplicate was taken";
        } catch (const Error& error) {
            EXPECT_EQ(error.sqlstate(), "23505");
            EXPECT_EQ(error.sql_detail()->constraint, "t_pkey");
        }
    }
    EXPECT_EQ(connection.query("SELECT count(*) FROM pg_prepared_statements").integer(0, 0), 1)
        << "a failure prepares nothing anew";
    EXPECT_FALSE(connection.in_transaction());
    EXPECT_EQ(doubled(statements, "4"), 8);
}

TEST_F(StatementsOfTest, ThatCannotBePreparedLeaveNothingBehind) {
    doubled(statements, "1");
    EXPECT_FAILS("statement-failed", Fault::database, statements.run("SELECT nothing", {}));
    EXPECT_EQ(statements.prepared(), 0U);
    EXPECT_EQ(doubled(statements, "4"), 8);
}

TEST_F(StatementsOfTest, RunWithSettingsOfTheirTransactionOnly) {
    EXPECT_EQ(setting_with(statements, "a"), "a");
    EXPECT_EQ(setting_with(statements, "b"), "b");
    EXPECT_EQ(connection.query(setting).text(0, 0), "");
    EXPECT_FALSE(connection.in_transaction());
}

TEST_F(StatementsOfTest, RunWithSettingsInTheTransactionThatIsOpen) {
    Transaction transaction{connection};
    EXPECT_EQ(setting_with(statements, "a"), "a");
    EXPECT_EQ(connection.query(setting).text(0, 0), "a");
    transaction.commit();
    EXPECT_EQ(connection.query(setting).text(0, 0), "");
}

TEST_F(StatementsOfTest, KeepWhatWasPreparedBeforeAFailure) {
    doubled(statements, "1");
    const std::array settings{LocalSetting{"app.tenant_id", "a"}};
    EXPECT_FAILS("statement-failed", Fault::database, statements.run("SELECT 1 / 0", {}, settings));
    EXPECT_FAILS("statement-failed", Fault::database,
                 statements.run("SELECT nothing", {}, settings));
    EXPECT_EQ(std::to_string(statements.prepared()),
              connection.query("SELECT count(*) FROM pg_prepared_statements").text(0, 0));
    EXPECT_EQ(connection.query(setting).text(0, 0), "");
    EXPECT_EQ(setting_with(statements, "b"), "b");
}

TEST_F(StatementsOfTest, SurviveThatSomebodyDroppedThem) {
    doubled(statements, "1");
    doubled(statements, "2");
    connection.query("DEALLOCATE ALL");
    EXPECT_EQ(doubled(statements, "3"), 6);
    EXPECT_EQ(doubled(statements, "4"), 8);
    EXPECT_EQ(statements.prepared(), 1U);
}

TEST_F(StatementsOfTest, OfTwoUsersOfOneSessionDoNotMeet) {
    Statements others{connection};
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(doubled(statements, "1"), 2);
        EXPECT_EQ(doubled(others, "2"), 4);
    }
}

TEST_F(StatementsOfTest, SayWhenTheSessionIsGone) {
    doubled(statements, "1");
    db.query("SELECT pg_terminate_backend(" + std::to_string(connection.backend_pid()) + ")");
    EXPECT_TRUE(test::eventually(db, "SELECT count(*) = 0 FROM pg_stat_activity WHERE pid = " +
                                         std::to_string(connection.backend_pid())));
    EXPECT_FAILS("connection-lost", Fault::environment, doubled(statements, "1"));
    EXPECT_FALSE(connection.is_open());
}

TEST_F(StatementsOfTest, AreNotPreparedBehindATransactionPooler) {
    const test::PgBouncer bouncer;
    auto pooled = Connection::open(ConnInfo::parse(bouncer.url(db.name())));
    auto rival = Connection::open(ConnInfo::parse(bouncer.url(db.name())));
    Statements by_pooled{pooled};
    Statements by_rival{rival};
    // Both share one server process, turn by turn.
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(doubled(by_pooled, "1"), 2);
        EXPECT_EQ(setting_with(by_pooled, "a"), "a");
        EXPECT_EQ(by_rival.run(setting, {}).text(0, 0), "");
        EXPECT_EQ(doubled(by_rival, "2"), 4);
    }
    EXPECT_EQ(by_pooled.prepared(), 0U);
    EXPECT_EQ(pooled.query("SELECT count(*) FROM pg_prepared_statements").integer(0, 0), 0);
}

}  // namespace
}  // namespace pgmeta::pg

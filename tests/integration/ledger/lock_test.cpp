// SPDX-License-Identifier: MIT
#include "ledger_fixture.hpp"
#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>

#include <future>

namespace pgmeta::ledger {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;

class LockTest : public LedgerTest {
protected:
    static std::string message_of(const std::function<void()>& act) {
        try {
            act();
        } catch (const Error& error) {
            EXPECT_EQ(error.id(), "lock-not-had");
            EXPECT_EQ(error.fault(), Fault::busy);
            return error.message();
        }
        return "nothing was thrown";
    }

    pg::Connection other_ = open(database_.url());
};

TEST_F(LockTest, LeavesTheConnectionInATransactionThatHoldsTheLock) {
    begin_locked(connection_, milliseconds{0}, {});
    EXPECT_TRUE(connection_.in_transaction());
    EXPECT_EQ(database_.value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' "
                              "AND granted AND pid = " +
                              std::to_string(connection_.backend_pid())),
              "1");
    connection_.query("ROLLBACK");
    EXPECT_NO_THROW(begin_locked(other_, milliseconds{0}, {}));
}

TEST_F(LockTest, NamesTheHolderWhenTheLockIsNotHadInTime) {
    begin_locked(connection_, milliseconds{0}, {});
    const auto message = message_of([&] { begin_locked(other_, milliseconds{100}, {}); });
    EXPECT_THAT(message, HasSubstr(std::to_string(connection_.backend_pid())));
    EXPECT_THAT(message, HasSubstr("user `postgres`"));
    EXPECT_THAT(message, HasSubstr("application `pgmeta`"));
    EXPECT_THAT(message, HasSubstr("since 20"));
    EXPECT_FALSE(other_.in_transaction());
}

TEST_F(LockTest, TellsOnceForWhomItWaits) {
    begin_locked(connection_, milliseconds{0}, {});
    std::vector<Holder> holders;
    message_of([&] {
        begin_locked(other_, milliseconds{300},
                     [&](const Holder& holder) { holders.push_back(holder); });
    });
    ASSERT_EQ(holders.size(), 1U);
    EXPECT_EQ(holders[0].pid, connection_.backend_pid());
}

// A transaction held open while waiting would deadlock with a holder's CREATE INDEX CONCURRENTLY.
TEST_F(LockTest, HasNoTransactionOpenBetweenTries) {
    begin_locked(connection_, milliseconds{0}, {});
    auto waiter = std::async(std::launch::async, [&] { begin_locked(other_, seconds{30}, {}); });
    const auto idle =
        "SELECT state = 'idle' AND query LIKE 'ROLLBACK;%' FROM pg_stat_activity "
        "WHERE pid = " +
        std::to_string(other_.backend_pid());
    EXPECT_TRUE(test::eventually(database_, idle));
    connection_.query("ROLLBACK");
    waiter.get();
    EXPECT_TRUE(other_.in_transaction());
}

// A snapshot older than the lock would hide what the last deployer has committed.
TEST_F(LockTest, ReadsWhatWasCommittedBeforeItHadTheLock) {
    database_.query("CREATE TABLE seen (); ALTER DATABASE " + database_.name() +
                    " SET default_transaction_isolation = 'serializable'");
    auto session = open(database_.url());
    begin_locked(session, milliseconds{0}, {});
    database_.query("ALTER TABLE seen ADD COLUMN a int; INSERT INTO seen VALUES (1)");
    EXPECT_EQ(session.query("SELECT count(*) FROM seen").text(0, 0), "1");
}

TEST_F(LockTest, HoldsOffPgpmUntilTheTransactionEnds) {
    upgrade_now();
    begin_locked(connection_, milliseconds{0}, {});
    lock_out_pgpm(connection_, seconds{1}, {});
    other_.query("SET lock_timeout = '100ms'");
    EXPECT_THROW(other_.query("CALL pgpm_migrate.deploy('p', 'c', 'h', NULL, 'SELECT 1')"), Error);
    connection_.query("COMMIT");
    EXPECT_NO_THROW(other_.query("CALL pgpm_migrate.deploy('p', 'c', 'h', NULL, 'SELECT 1')"));
}

TEST_F(LockTest, LeavesTheLockTimeoutOfTheSessionAsItWas) {
    upgrade_now();
    connection_.query("SET lock_timeout = '7s'");
    begin_locked(connection_, milliseconds{0}, {});
    lock_out_pgpm(connection_, seconds{1}, {});
    EXPECT_EQ(connection_.query("SHOW lock_timeout").text(0, 0), "7s");
}

// The parameter is --lock-wait; zero means one try.
class LockOutTest : public LockTest, public testing::WithParamInterface<int> {};

TEST_P(LockOutTest, NamesThePgpmThatWrites) {
    upgrade_now();
    other_.query("SET application_name = 'pgpm'");
    other_.query("BEGIN; CALL pgpm_migrate.deploy('p', 'c', 'h', NULL, 'SELECT 1')");
    begin_locked(connection_, milliseconds{0}, {});
    const auto message =
        message_of([&] { lock_out_pgpm(connection_, milliseconds{GetParam()}, {}); });
    EXPECT_THAT(message, HasSubstr("pgpm_migrate.changes"));
    EXPECT_THAT(message, HasSubstr(std::to_string(other_.backend_pid())));
    EXPECT_THAT(message, HasSubstr("application `pgpm`"));
    EXPECT_FALSE(connection_.in_transaction());
}

INSTANTIATE_TEST_SUITE_P(Waits, LockOutTest, testing::Values(0, 100, 500));

TEST_F(LockTest, SaysForWhichPgpmItWaitsAndThenGoesOn) {
    upgrade_now();
    other_.query("SET application_name = 'pgpm'");
    other_.query("BEGIN; CALL pgpm_migrate.deploy('p', 'c', 'h', NULL, 'SELECT 1')");
    begin_locked(connection_, milliseconds{0}, {});
    std::vector<Holder> holders;
    lock_out_pgpm(connection_, seconds{30}, [&](const Holder& holder) {
        holders.push_back(holder);
        other_.query("COMMIT");
    });
    ASSERT_EQ(holders.size(), 1U);
    EXPECT_EQ(holders[0].application, "pgpm");
    EXPECT_EQ(read(connection_, read_facts(connection_)).changes.size(), 1U);
}

TEST_F(LockTest, StopsWaitingWhenTheTimeIsUp) {
    begin_locked(connection_, milliseconds{0}, {});
    const auto start = std::chrono::steady_clock::now();
    message_of([&] { begin_locked(other_, milliseconds{400}, {}); });
    const auto took = std::chrono::steady_clock::now() - start;
    EXPECT_GE(took, milliseconds{400});
    EXPECT_LT(took, seconds{5});
}

}  // namespace
}  // namespace pgmeta::ledger

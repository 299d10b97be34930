// SPDX-License-Identifier: MIT
#include "pgmeta/pg/interrupt.hpp"

#include "pgmeta/pg/connection.hpp"
#include "pgmeta/pg/message.hpp"
#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/test_database.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <optional>
#include <thread>
#include <unistd.h>

namespace pgmeta::pg {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Clock = std::chrono::steady_clock;

/// Sends this process a signal after a while, from a thread that does not take it itself.
class LateSignal {
public:
    LateSignal(int signal, milliseconds after)
        : thread_{[signal, after] {
              std::this_thread::sleep_for(after);
              ::kill(::getpid(), signal);
          }} {}

    ~LateSignal() { thread_.join(); }

    LateSignal(const LateSignal&) = delete;
    LateSignal& operator=(const LateSignal&) = delete;

private:
    std::thread thread_;
};

struct Watched {
    test::TestDatabase db;
    Interrupts interrupts;
    Connection conn;

    Watched() : conn{open()} {}

private:
    Connection open() {
        ConnectOptions options;
        options.interrupts = &interrupts;
        return Connection::open(ConnInfo::parse(db.url()), options);
    }
};

TEST(Interrupt, CancelsTheRunningStatementOnSigint) {
    Watched watched;
    const auto start = Clock::now();
    const LateSignal signal{SIGINT, milliseconds{200}};
    EXPECT_FAILS("interrupted", Fault::interrupted, watched.conn.query("SELECT pg_sleep(60)"));
    EXPECT_LT(Clock::now() - start, seconds{20});
    EXPECT_TRUE(watched.conn.is_open());
    EXPECT_EQ(watched.conn.query("SELECT 3").integer(0, 0), 3);
}

TEST(Interrupt, TellsSigtermFromSigint) {
    Watched watched;
    const LateSignal signal{SIGTERM, milliseconds{100}};
    EXPECT_FAILS("terminated", Fault::terminated, watched.conn.query("SELECT pg_sleep(60)"));
}

TEST(Interrupt, CancelsAMessageAndLeavesTheBlockToBeRolledBack) {
    Watched watched;
    watched.conn.query("BEGIN; CREATE TABLE t (a int)");
    Message message;
    message.add_script(0, "SELECT pg_sleep(60)", 0, 0, 1);
    std::optional<MessageFailure> failure;
    {
        const LateSignal signal{SIGINT, milliseconds{100}};
        failure = watched.conn.run(message, {});
    }
    ASSERT_TRUE(failure.has_value());
    EXPECT_EQ(failure->error.fault(), Fault::interrupted);
    EXPECT_TRUE(watched.conn.in_transaction());
    watched.conn.query("ROLLBACK");
    EXPECT_EQ(watched.db.value("SELECT to_regclass('t') IS NULL"), "t");
}

TEST(Interrupt, EndsAWaitEarly) {
    Interrupts interrupts;
    const auto start = Clock::now();
    const LateSignal signal{SIGINT, milliseconds{100}};
    EXPECT_FAILS("interrupted", Fault::interrupted, interrupts.sleep(seconds{60}));
    EXPECT_LT(Clock::now() - start, seconds{20});
}

TEST(Interrupt, EndsTheWaitForAServer) {
    Interrupts interrupts;
    ConnectOptions options;
    options.interrupts = &interrupts;
    options.wait = seconds{60};
    const auto start = Clock::now();
    const LateSignal signal{SIGTERM, milliseconds{100}};
    EXPECT_FAILS("terminated", Fault::terminated,
                 Connection::open(ConnInfo::parse("host=127.0.0.1 port=1 dbname=x"), options));
    EXPECT_LT(Clock::now() - start, seconds{20});
}

TEST(Interrupt, LeavesACancelByTheServerAsItIs) {
    Watched watched;
    watched.conn.query("SET statement_timeout = 50");
    try {
        watched.conn.query("SELECT pg_sleep(60)");
        FAIL() << "the statement was not cancelled";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::database);
        EXPECT_EQ(error.sqlstate(), "57014");
    }
}

TEST(Interrupt, SaysNothingBeforeASignalComes) {
    Interrupts interrupts;
    EXPECT_EQ(interrupts.take(), 0);
    EXPECT_NO_THROW(interrupts.check());
}

}  // namespace
}  // namespace pgmeta::pg

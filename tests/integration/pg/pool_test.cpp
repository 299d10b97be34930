// SPDX-License-Identifier: MIT
#include "pgmeta/pg/pool.hpp"

#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/test_database.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace pgmeta::pg {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class PoolOfTest : public testing::Test {
protected:
    Pool make(PoolOptions options) {
        options.connect.application_name = "pool_test";
        return Pool{ConnInfo::parse(db.url()), std::move(options)};
    }

    Pool make(std::size_t connections) { return make({.max_connections = connections}); }

    /// Runs `work` in so many threads at once and waits for all.
    template <typename Work>
    static void in_threads(int count, Work&& work) {
        std::vector<std::jthread> threads;
        threads.reserve(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i)
            threads.emplace_back([&work, i] { work(i); });
    }

    /// Ends the server's side of every idle connection of the pool and waits until it is gone.
    void end_sessions() {
        db.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'pool_test' AND datname = current_database()");
        ASSERT_TRUE(test::eventually(
            db,
            "SELECT count(*) = 0 FROM pg_stat_activity"
            " WHERE application_name = 'pool_test' AND datname = current_database()"));
    }

    test::TestDatabase db;
};

/// Waits until so many threads wait for a turn.
void until_waiting(const Pool& pool, std::size_t count) {
    while (pool.metrics().waiting < count)
        std::this_thread::yield();
}

TEST_F(PoolOfTest, DoesNotConnectBeforeItHasTo) {
    auto pool = Pool{ConnInfo::parse("host=/nowhere dbname=none"), {}};
    EXPECT_EQ(pool.metrics().opened, 0U);
    EXPECT_FAILS("connection-failed", Fault::environment, pool.acquire());
    EXPECT_EQ(pool.metrics().in_use, 0U) << "a turn that led to nothing is free again";
}

TEST_F(PoolOfTest, HasRoomForOneAtLeast) {
    EXPECT_FAILS("bad-pool-size", Fault::usage, make(std::size_t{0}));
}

TEST_F(PoolOfTest, LendsTheSameConnectionAgain) {
    auto pool = make(3);
    const auto first = pool.acquire()->backend_pid();
    EXPECT_EQ(pool.acquire()->backend_pid(), first);
    EXPECT_EQ(pool.metrics().opened, 1U);
    EXPECT_EQ(pool.metrics().acquired, 2U);
}

class ManyThreads : public PoolOfTest, public testing::WithParamInterface<int> {};

TEST_P(ManyThreads, NeverHaveMoreConnectionsThanThePoolMayOpen) {
    constexpr std::size_t most = 4;
    auto pool = make(most);
    std::atomic<int> done = 0;
    std::atomic<int> held = 0;
    std::atomic<bool> too_many = false;
    in_threads(GetParam(), [&](int) {
        for (int i = 0; i < 50; ++i) {
            auto lease = pool.acquire();
            if (++held > static_cast<int>(most)) too_many = true;
            if (lease->query("SELECT 1").integer(0, 0) == 1) ++done;
            --held;
        }
    });
    EXPECT_EQ(done, GetParam() * 50);
    EXPECT_FALSE(too_many);
    const auto metrics = pool.metrics();
    EXPECT_LE(metrics.opened, most);
    EXPECT_EQ(metrics.in_use, 0U);
    EXPECT_EQ(metrics.waiting, 0U);
    EXPECT_EQ(metrics.acquired, static_cast<std::uint64_t>(GetParam() * 50));
    EXPECT_EQ(db.value("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pool_test'"
                       " AND datname = current_database()"),
              std::to_string(metrics.idle));
}

INSTANTIATE_TEST_SUITE_P(Threads, ManyThreads, testing::Values(8, 16, 32));

TEST_F(PoolOfTest, ServesWhoWaitsInTheOrderTheyCame) {
    auto pool = make(1);
    std::optional<Pool::Lease> held{pool.acquire()};
    std::vector<int> order;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&, i] {
            const auto lease = pool.acquire();
            order.push_back(i);  // one connection: nobody else is here
        });
        until_waiting(pool, static_cast<std::size_t>(i) + 1);
    }
    held.reset();
    threads.clear();
    EXPECT_EQ(order, (std::vector{0, 1, 2, 3, 4, 5, 6, 7}));
    EXPECT_EQ(pool.metrics().opened, 1U);
}

TEST_F(PoolOfTest, GivesUpAfterTheTimeoutAndSaysSo) {
    auto pool = make(1);
    const auto held = pool.acquire();
    const auto began = std::chrono::steady_clock::now();
    EXPECT_FAILS("pool-timeout", Fault::busy, pool.acquire(milliseconds{80}));
    EXPECT_GE(std::chrono::steady_clock::now() - began, milliseconds{80});
    EXPECT_EQ(pool.metrics().timed_out, 1U);
    EXPECT_EQ(pool.metrics().waiting, 0U);
    EXPECT_GE(pool.metrics().longest_wait, milliseconds{0});
}

TEST_F(PoolOfTest, GoesOnAfterSomebodyGaveUp) {
    auto pool = make(1);
    {
        const auto held = pool.acquire();
        in_threads(8, [&](int) {
            EXPECT_FAILS("pool-timeout", Fault::busy, pool.acquire(milliseconds{20}));
        });
    }
    EXPECT_EQ(pool.acquire()->query("SELECT 1").integer(0, 0), 1);
}

TEST_F(PoolOfTest, ReplacesConnectionsThatTheServerEnded) {
    auto pool = make(8);
    {
        std::vector<Pool::Lease> leases;
        for (int i = 0; i < 8; ++i)
            leases.push_back(pool.acquire());
    }
    EXPECT_EQ(pool.metrics().idle, 8U);
    end_sessions();
    std::atomic<int> failures = 0;
    in_threads(16, [&](int) {
        for (int i = 0; i < 10; ++i) {
            try {
                pool.acquire()->query("SELECT 1");
            } catch (const Error&) {
                ++failures;
            }
        }
    });
    EXPECT_EQ(failures, 0);
    // Those that were taken were found to be broken; the rest may still lie at the bottom.
    EXPECT_GE(pool.metrics().broken, 1U);
    EXPECT_LE(pool.metrics().idle, 8U);
}

TEST_F(PoolOfTest, DropsAConnectionThatBreaksWhileItIsLent) {
    auto pool = make(1);
    {
        auto lease = pool.acquire();
        end_sessions();
        EXPECT_FAILS("connection-lost", Fault::environment, lease->query("SELECT 1"));
    }
    EXPECT_EQ(pool.metrics().idle, 0U);
    EXPECT_EQ(pool.metrics().broken, 1U);
    EXPECT_EQ(pool.acquire()->query("SELECT 1").integer(0, 0), 1);
}

TEST_F(PoolOfTest, RollsBackWhatWasLeftOpen) {
    db.query("CREATE TABLE t (a int)");
    auto pool = make(1);
    {
        auto lease = pool.acquire();
        lease->query("BEGIN");
        lease->query("INSERT INTO t VALUES (1)");
    }
    EXPECT_FALSE(pool.acquire()->in_transaction());
    EXPECT_EQ(pool.metrics().opened, 1U);
    EXPECT_EQ(db.value("SELECT count(*) FROM t"), "0");
}

TEST_F(PoolOfTest, ClosesWhatWasDiscardedOrIsTooOld) {
    auto pool = make({.max_connections = 1, .max_lifetime = milliseconds{0}});
    pool.acquire()->query("SELECT 1");
    EXPECT_EQ(pool.metrics().idle, 0U);
    auto kept = make(1);
    kept.acquire().discard();
    EXPECT_EQ(kept.metrics().idle, 0U);
    EXPECT_EQ(kept.metrics().broken, 0U);
}

TEST_F(PoolOfTest, ClosesWhatWasIdleTooLong) {
    auto pool = make({.max_connections = 1, .max_idle = milliseconds{0}});
    const auto first = pool.acquire()->backend_pid();
    EXPECT_NE(pool.acquire()->backend_pid(), first);
}

TEST_F(PoolOfTest, AsksAConnectionThatWasIdleForLong) {
    auto pool = make({.max_connections = 1, .check_after = milliseconds{0}});
    const auto first = pool.acquire()->backend_pid();
    EXPECT_EQ(pool.acquire()->backend_pid(), first);
    EXPECT_EQ(pool.metrics().broken, 0U);
}

TEST_F(PoolOfTest, RefusesWhoWaitsWhenItIsClosed) {
    auto pool = make(1);
    std::optional<Pool::Lease> held{pool.acquire()};
    std::jthread waiting{[&] { EXPECT_FAILS("pool-closed", Fault::usage, pool.acquire()); }};
    until_waiting(pool, 1);
    pool.close();
    waiting.join();
    EXPECT_FAILS("pool-closed", Fault::usage, pool.acquire());
    EXPECT_EQ((*held)->query("SELECT 1").integer(0, 0), 1) << "what is lent may be finished";
    held.reset();
    EXPECT_EQ(pool.metrics().idle, 0U);
}

TEST_F(PoolOfTest, MayGoBeforeItsLeases) {
    std::optional<Pool::Lease> lease;
    {
        auto pool = make(1);
        lease.emplace(pool.acquire());
    }
    EXPECT_EQ((*lease)->query("SELECT 1").integer(0, 0), 1);
    lease.reset();
    EXPECT_TRUE(test::eventually(db,
                                 "SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name "
                                 "= 'pool_test' AND datname = current_database()"));
}

}  // namespace
}  // namespace pgmeta::pg

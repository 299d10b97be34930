// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/pg/connection.hpp"
#include "pgmeta/pg/statements.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace pgmeta::pg {

struct PoolOptions {
    std::size_t max_connections = 10;
    /// How long acquire() waits, for its turn and for a server that is slow to connect.
    std::chrono::milliseconds acquire_timeout{10'000};
    /// A connection that was idle longer is asked with a round trip before it is lent.  Whether it
    /// was closed is looked at, which costs none, unless it came back within the last 200 µs.
    std::chrono::milliseconds check_after{30'000};
    /// A connection that was idle longer is closed instead of lent.
    std::chrono::milliseconds max_idle{600'000};
    /// A connection older than this is closed when it comes back.
    std::chrono::milliseconds max_lifetime{3'600'000};
    ConnectOptions connect{};
};

/// What a pool has done and is doing.
struct PoolMetrics {
    std::size_t max_connections = 0;
    std::size_t idle = 0;
    std::size_t in_use = 0;  ///< lent, or being opened for somebody
    std::size_t waiting = 0;
    std::uint64_t acquired = 0;
    std::uint64_t opened = 0;
    std::uint64_t broken = 0;  ///< found closed, or come back unusable
    std::uint64_t timed_out = 0;
    std::chrono::microseconds waited{0};  ///< all waits for a turn together
    std::chrono::microseconds longest_wait{0};
};

/// Connections that threads share: at most so many, first come first served.
///
/// Safe to use from any number of threads.  Making one does not connect.  Copies of the handle are
/// the same pool; it lives until the last handle and the last lease are gone.
class Pool {
public:
    /// Throws "bad-pool-size" (Fault::usage) for no connections.
    explicit Pool(ConnInfo info, PoolOptions options = {});

    class Lease;

    /// Lends a connection, within `timeout` or the one of the options.
    ///
    /// Throws "pool-timeout" (Fault::busy), "pool-closed" (Fault::usage) and what
    /// Connection::open throws.
    [[nodiscard]] Lease acquire(std::optional<std::chrono::milliseconds> timeout = std::nullopt);

    [[nodiscard]] PoolMetrics metrics() const;

    /// Closes what is idle, refuses who waits, and closes what is lent when it comes back.
    void close();

    [[nodiscard]] bool is_closed() const;

private:
    struct State;
    std::shared_ptr<State> state_;
};

/// A connection on loan; it goes back at the end of the lease.
///
/// An open transaction is rolled back then.  Settings changed outside a transaction stay with the
/// connection: undo them, or discard() it.
class Pool::Lease {
public:
    Lease(Lease&& other) noexcept;
    Lease& operator=(Lease&&) = delete;
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease();

    [[nodiscard]] Connection& operator*() const { return connection(); }

    [[nodiscard]] Connection* operator->() const { return &connection(); }

    [[nodiscard]] Connection& connection() const;

    /// Statements prepared on this connection by whoever had it before, too.
    [[nodiscard]] Statements& statements() const;

    /// Closes the connection at the end of the lease instead of keeping it.
    void discard() { discarded_ = true; }

private:
    friend class Pool;
    struct Slot;
    Lease(std::shared_ptr<State> pool, std::unique_ptr<Slot> slot);

    std::shared_ptr<State> pool_;
    std::unique_ptr<Slot> slot_;
    bool discarded_ = false;
};

}  // namespace pgmeta::pg

// SPDX-License-Identifier: MIT
#include "pgmeta/pg/pool.hpp"

#include "access.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <poll.h>
#include <utility>

// Whoever holds a turn may have one open connection; there are max_connections turns.  An idle
// connection stands for a turn that nobody holds.  A turn that becomes free goes to who has waited
// longest, never to who happens to come by.

namespace pgmeta::pg {

namespace {

using Clock = std::chrono::steady_clock;

/// Nothing happens to a connection in so short a time: busy threads lend each other one after the
/// other, and would look at it with a system call each time.
constexpr std::chrono::microseconds moment{200};

/// The server sends nothing unasked to an idle session but that it ends.
bool has_input(PGconn* raw) {
    pollfd watched{PQsocket(raw), POLLIN, 0};
    return ::poll(&watched, 1, 0) != 0;
}

bool answers(Connection& connection) {
    try {
        connection.query("SELECT 1");
        return true;
    } catch (const Error&) {
        return false;
    }
}

/// True when the session can be lent again, after a rollback if it takes one.
bool is_reusable(Connection& connection) {
    auto* raw = ConnectionAccess::raw(connection);
    if (raw == nullptr || !connection.is_open()) return false;
    try {
        if (connection.in_transaction()) connection.query("ROLLBACK");
    } catch (const Error&) {
        return false;
    }
    return PQtransactionStatus(raw) == PQTRANS_IDLE && PQpipelineStatus(raw) == PQ_PIPELINE_OFF;
}

}  // namespace

struct Pool::Lease::Slot {
    explicit Slot(Connection opened_connection) : connection{std::move(opened_connection)} {}

    Connection connection;
    Statements statements{connection};
    Clock::time_point opened = Clock::now();
    Clock::time_point used = opened;
};

struct Pool::State {
    using Slot = Lease::Slot;

    /// Somebody who waits for a turn.
    struct Waiter {
        std::condition_variable woken;
        bool has_turn = false;
        std::unique_ptr<Slot> slot;  ///< comes with the turn, unless it was not usable
    };

    State(ConnInfo where, PoolOptions how) : info{std::move(where)}, options{std::move(how)} {}

    std::unique_ptr<Slot> take_turn(Clock::time_point deadline, std::chrono::milliseconds timeout);
    std::unique_ptr<Slot> wait_for_turn(std::unique_lock<std::mutex>& lock,
                                        Clock::time_point deadline,
                                        std::chrono::milliseconds timeout);
    void give_turn_back(std::unique_ptr<Slot> slot);
    std::unique_ptr<Slot> open(Clock::time_point deadline);
    bool is_healthy(Slot& slot);
    void count_broken();

    const ConnInfo info;
    const PoolOptions options;

    mutable std::mutex mutex;
    std::deque<std::unique_ptr<Slot>> idle;  ///< the one that was used last at the back
    std::list<Waiter*> waiters;
    std::size_t turns = 0;  ///< held by somebody
    bool closed = false;
    PoolMetrics counts;
    std::atomic<std::uint64_t> acquired = 0;
};

namespace {

Error pool_closed() {
    return Error{Fault::usage, "pool-closed", "the connection pool is closed"};
}

}  // namespace

/// A turn, with an idle connection when there is one.
std::unique_ptr<Pool::Lease::Slot> Pool::State::take_turn(Clock::time_point deadline,
                                                          std::chrono::milliseconds timeout) {
    std::unique_lock lock{mutex};
    if (closed) throw pool_closed();
    const auto began = Clock::now();
    std::unique_ptr<Slot> slot;
    if (waiters.empty() && !idle.empty()) {
        slot = std::move(idle.back());
        idle.pop_back();
        ++turns;
    } else if (waiters.empty() && turns < options.max_connections) {
        ++turns;
    } else {
        slot = wait_for_turn(lock, deadline, timeout);
    }
    const auto waited = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began);
    counts.waited += waited;
    counts.longest_wait = std::max(counts.longest_wait, waited);
    return slot;
}

std::unique_ptr<Pool::Lease::Slot> Pool::State::wait_for_turn(std::unique_lock<std::mutex>& lock,
                                                              Clock::time_point deadline,
                                                              std::chrono::milliseconds timeout) {
    Waiter me;
    const auto place = waiters.insert(waiters.end(), &me);
    me.woken.wait_until(lock, deadline, [&] { return me.has_turn || closed; });
    if (me.has_turn) return std::move(me.slot);  // who gave the turn took us off the list
    waiters.erase(place);
    if (closed) throw pool_closed();
    ++counts.timed_out;
    throw Error{Fault::busy, "pool-timeout",
                fmt::format("no connection to {} became free within {} ms; all {} are in use",
                            info.describe(), timeout.count(), options.max_connections)};
}

/// Passes a turn on to who waits longest; without anybody the connection is kept.
void Pool::State::give_turn_back(std::unique_ptr<Slot> slot) {
    const std::lock_guard lock{mutex};
    if (closed) slot.reset();
    if (!closed && !waiters.empty()) {
        auto& next = *waiters.front();
        waiters.pop_front();
        next.slot = std::move(slot);
        next.has_turn = true;
        next.woken.notify_one();
        return;
    }
    --turns;
    if (slot) idle.push_back(std::move(slot));
    while (!idle.empty() && Clock::now() - idle.front()->used > options.max_idle)
        idle.pop_front();
}

std::unique_ptr<Pool::Lease::Slot> Pool::State::open(Clock::time_point deadline) {
    auto where = info;
    if (where.effective("connect_timeout").empty()) {
        const auto left = std::chrono::ceil<std::chrono::seconds>(deadline - Clock::now());
        where.set("connect_timeout", std::to_string(std::max<long>(left.count(), 2)));
    }
    auto slot = std::make_unique<Slot>(Connection::open(where, options.connect));
    const std::lock_guard lock{mutex};
    ++counts.opened;
    return slot;
}

bool Pool::State::is_healthy(Slot& slot) {
    const auto idle_for = Clock::now() - slot.used;
    if (idle_for < moment) return true;
    if (idle_for > options.max_idle) return false;
    auto* raw = ConnectionAccess::raw(slot.connection);
    const bool doubtful = idle_for > options.check_after || has_input(raw);
    if (!doubtful || answers(slot.connection)) return true;
    count_broken();
    return false;
}

void Pool::State::count_broken() {
    const std::lock_guard lock{mutex};
    ++counts.broken;
}

Pool::Pool(ConnInfo info, PoolOptions options) {
    if (options.max_connections == 0)
        throw Error{Fault::usage, "bad-pool-size",
                    "expected a pool of at least one connection, found 0"};
    state_ = std::make_shared<State>(std::move(info), std::move(options));
}

Pool::Lease Pool::acquire(std::optional<std::chrono::milliseconds> timeout) {
    const auto within = timeout.value_or(state_->options.acquire_timeout);
    const auto deadline = Clock::now() + within;
    auto slot = state_->take_turn(deadline, within);
    try {
        if (slot && !state_->is_healthy(*slot)) slot.reset();
        if (!slot) slot = state_->open(deadline);
    } catch (...) {
        state_->give_turn_back(nullptr);
        throw;
    }
    ++state_->acquired;
    return Lease{state_, std::move(slot)};
}

PoolMetrics Pool::metrics() const {
    const std::lock_guard lock{state_->mutex};
    auto metrics = state_->counts;
    metrics.acquired = state_->acquired;
    metrics.max_connections = state_->options.max_connections;
    metrics.idle = state_->idle.size();
    metrics.in_use = state_->turns;
    metrics.waiting = state_->waiters.size();
    return metrics;
}

void Pool::close() {
    std::deque<std::unique_ptr<State::Slot>> idle;
    const std::lock_guard lock{state_->mutex};
    state_->closed = true;
    idle.swap(state_->idle);
    for (auto* waiter : state_->waiters)
        waiter->woken.notify_one();
}

bool Pool::is_closed() const {
    const std::lock_guard lock{state_->mutex};
    return state_->closed;
}

Pool::Lease::Lease(std::shared_ptr<State> pool, std::unique_ptr<Slot> slot)
    : pool_{std::move(pool)}, slot_{std::move(slot)} {}

Pool::Lease::Lease(Lease&& other) noexcept = default;

Pool::Lease::~Lease() {
    if (!slot_) return;
    const bool keep = !discarded_ && is_reusable(slot_->connection);
    if (!keep && !discarded_) pool_->count_broken();
    const bool old = Clock::now() - slot_->opened > pool_->options.max_lifetime;
    slot_->used = Clock::now();
    // Closed before the turn goes on: there are never more open than turns.
    if (!keep || old) slot_.reset();
    pool_->give_turn_back(std::move(slot_));
}

Connection& Pool::Lease::connection() const {
    return slot_->connection;
}

Statements& Pool::Lease::statements() const {
    return slot_->statements;
}

}  // namespace pgmeta::pg

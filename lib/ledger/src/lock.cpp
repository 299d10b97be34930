// SPDX-License-Identifier: MIT
#include "facts.hpp"
#include "pgmeta/ledger/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <thread>

namespace pgmeta::ledger {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// pg_locks shows the key of one bigint as two halves with objsubid 1.  What pg_stat_activity hides
// from other roles is NULL there, and empty here.
std::string advisory_condition() {
    constexpr auto low_half = 0xffffffffLL;
    return fmt::format(
        "l.locktype = 'advisory' AND l.classid = {} AND l.objid = {} AND l.objsubid = 1 "
        "AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d "
        "WHERE d.datname = pg_catalog.current_database())",
        lock_key >> 32, lock_key & low_half);
}

constexpr std::string_view held_condition =
    "l.locktype = 'relation' AND l.relation = 'pgpm_migrate.changes'::pg_catalog.regclass "
    "AND l.mode NOT IN ('AccessShareLock', 'RowShareLock') "
    "AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d "
    "WHERE d.datname = pg_catalog.current_database())";

/// Asks who holds a lock, in the same round trip as `first`, which ends what failed.
std::optional<Holder> find_holder(pg::Connection& connection,
                                  std::string_view first,
                                  std::string_view condition) {
    const auto rows = connection.query(fmt::format(
        "{}; SELECT l.pid, a.usename, a.application_name, pg_catalog.host(a.client_addr), "
        "pg_catalog.to_char(a.xact_start AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') "
        "FROM pg_catalog.pg_locks AS l LEFT JOIN pg_catalog.pg_stat_activity AS a USING (pid) "
        "WHERE l.granted AND l.pid IS NOT NULL AND {} ORDER BY a.xact_start LIMIT 1",
        first, condition));
    if (rows.rows() == 0) return std::nullopt;
    return Holder{static_cast<int>(rows.integer(0, 0)), rows.text(0, 1), rows.text(0, 2),
                  rows.text(0, 3), rows.text(0, 4)};
}

std::string describe(const Holder& holder) {
    std::string text = fmt::format("process {} of user `{}`", holder.pid, holder.user);
    if (!holder.application.empty()) text += fmt::format(", application `{}`", holder.application);
    if (!holder.address.empty()) text += fmt::format(", from {}", holder.address);
    if (!holder.since.empty()) text += fmt::format(", since {}", holder.since);
    return text;
}

Error not_had(std::string_view what, milliseconds wait, const std::optional<Holder>& holder) {
    const double seconds = std::chrono::duration<double>(wait).count();
    Error error{
        Fault::busy, "lock-not-had",
        fmt::format("{} was not had within {} s; {}", what, seconds,
                    holder ? "it is held by " + describe(*holder) : "who held it has just ended")};
    error.add_hint(
        "wait longer with --lock-wait, or look at what that session does in "
        "pg_stat_activity");
    return error;
}

/// Nothing when somebody else has it; a transaction is open in either case.
std::optional<Facts> try_lock(pg::Connection& connection) {
    // READ COMMITTED whatever the role's default is: under a stricter level the snapshot would be
    // older than the lock, and the ledger would be read as it was before the last deployer.
    const auto results =
        connection.query_all(fmt::format("BEGIN ISOLATION LEVEL READ COMMITTED; "
                                         "SELECT pg_catalog.pg_try_advisory_xact_lock({}); {}",
                                         lock_key, facts_query()));
    if (!results.at(1).boolean(0, 0)) return std::nullopt;
    return facts_of(results.back());
}

void pause(pg::Connection& connection, milliseconds time) {
    if (auto* interrupts = connection.interrupts()) {
        interrupts->sleep(time);
    } else {
        std::this_thread::sleep_for(time);
    }
}

/// False when `wait` was not enough: the transaction then has to go back to savepoint pgmeta_lock.
bool lock_changes(pg::Connection& connection, milliseconds wait) {
    constexpr std::string_view lock = "LOCK TABLE pgpm_migrate.changes IN SHARE ROW EXCLUSIVE MODE";
    constexpr std::string_view lock_not_available = "55P03";
    // A lock_timeout of 0 would wait for ever.
    const auto sql = wait <= milliseconds::zero()
                         ? fmt::format("{} NOWAIT", lock)
                         : fmt::format(
                               "SELECT pg_catalog.set_config('pgmeta.lock_timeout', "
                               "pg_catalog.current_setting('lock_timeout'), true); "
                               "SET LOCAL lock_timeout = {}; {}; "
                               "SELECT pg_catalog.set_config('lock_timeout', "
                               "pg_catalog.current_setting('pgmeta.lock_timeout'), true)",
                               wait.count(), lock);
    try {
        connection.query(
            fmt::format("SAVEPOINT pgmeta_lock; {}; RELEASE SAVEPOINT pgmeta_lock", sql));
        return true;
    } catch (const Error& error) {
        if (error.sqlstate() != lock_not_available) throw;
        return false;
    }
}

/// Pauses that double from 25 ms to 2 s, each cut by up to half so that waiters spread.
class Backoff {
public:
    milliseconds next() {
        const auto full = delay_.count();
        delay_ = std::min(delay_ * 2, milliseconds{2'000});
        return milliseconds{
            std::uniform_int_distribution<milliseconds::rep>{full / 2, full}(random_)};
    }

private:
    milliseconds delay_{25};
    std::minstd_rand random_{std::random_device{}()};
};

}  // namespace

Facts begin_locked(pg::Connection& connection,
                   milliseconds wait,
                   const std::function<void(const Holder&)>& waiting) {
    const auto deadline = Clock::now() + wait;
    const auto condition = advisory_condition();
    Backoff backoff;
    int last_pid = 0;
    for (bool waited = false;; waited = true) {
        if (auto facts = try_lock(connection)) {
            facts->waited = waited;
            return std::move(*facts);
        }
        const auto holder = find_holder(connection, "ROLLBACK", condition);
        const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
        if (left <= milliseconds::zero()) throw not_had("the deploy lock", wait, holder);
        if (holder && holder->pid != last_pid) {
            last_pid = holder->pid;
            if (waiting) waiting(*holder);
        }
        pause(connection, std::min(backoff.next(), left));
    }
}

bool lock_out_pgpm(pg::Connection& connection,
                   milliseconds wait,
                   const std::function<void(const Holder&)>& waiting) {
    // Most often nobody is there; a wait that a person would notice is announced.
    constexpr milliseconds unnoticed{300};
    const auto first = std::min(wait, unnoticed);
    if (lock_changes(connection, first)) return false;
    auto holder = find_holder(connection, "ROLLBACK TO SAVEPOINT pgmeta_lock", held_condition);
    if (holder && waiting && wait > first) waiting(*holder);
    if (wait > first && lock_changes(connection, wait - first)) return true;
    throw not_had("the lock on pgpm_migrate.changes", wait,
                  find_holder(connection, "ROLLBACK", held_condition));
}

}  // namespace pgmeta::ledger

// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/pg/connection.hpp"
#include "pgmeta/workspace/deployed.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// What is deployed in a database.  Schema pgpm_migrate is pgpm's format to the byte; schema pgmeta
// holds what pgmeta records beyond it, keyed by change_id.  docs/reference/ledger.md has both.

namespace pgmeta::ledger {

enum class Presence : std::uint8_t {
    absent,   ///< no schema pgpm_migrate
    partial,  ///< some of its tables or routines are missing
    complete,
};

/// What one query tells about a server, a database and its ledger.  The can_ fields that speak of
/// the ledger's tables are about those that exist, and false when none does.
struct Facts {
    Presence presence = Presence::absent;
    /// What a partial ledger lacks: `table events`, `routine status(text)`.
    std::vector<std::string> missing;
    bool extras_schema = false;      ///< a schema named pgmeta is there, whatever it holds
    bool extras_present = false;     ///< it holds pgmeta's tables
    bool extras = false;             ///< … and this role may read them
    bool extras_writable = false;    ///< … and write them
    int extras_version = 0;          ///< 0 when absent or not readable
    bool can_create_schema = false;  ///< CREATE on the database
    bool can_create_extras = false;  ///< what making or upgrading schema pgmeta needs
    bool can_complete = false;       ///< may create what is missing: schema, tables, routines
    bool can_read = false;           ///< SELECT on the ledger's tables
    bool can_write = false;          ///< INSERT and what else a deployment needs
    bool can_delete = false;         ///< DELETE on changes: what a revert needs besides
    bool can_lock = false;           ///< may take SHARE ROW EXCLUSIVE on changes
    bool is_superuser = false;
    bool standby = false;
    bool sqitch = false;               ///< schema sqitch has a changes table
    bool event_triggers = false;       ///< some function may run whenever something is defined
    bool audit_logs_messages = false;  ///< pgaudit writes the whole message per statement
    std::string server_encoding;
    std::string server_version;      ///< as shown: 15.18
    std::int64_t lock_capacity = 0;  ///< guaranteed entries of the lock table
    std::vector<std::string> installed_extensions;
    bool waited = false;  ///< by begin_locked(), for the deploy lock
};

/// Version of the pgmeta schema this program writes.
int current_version();

/// Reads the facts in one round trip.  Needs no privileges and creates nothing.
Facts read_facts(pg::Connection& connection);

/// Throws "ledger-newer" (Fault::conflict) when a newer pgmeta wrote the ledger.
void refuse_newer(const Facts& facts);

/// The whole ledger in one round trip, oldest first; empty when absent.
///
/// Throws "ledger-unreadable" (Fault::environment) with the GRANT that helps when the role may not
/// read it.
workspace::Deployed read(pg::Connection& connection, const Facts& facts);

/// As read(), but in any order, and of each row only names, script hash and time: what a deployment
/// compares, for a third of the cost.  `expected`: about how many rows.
workspace::Deployed read_names(pg::Connection& connection,
                               const Facts& facts,
                               std::size_t expected = 0);

/// Adds to rows of read_names() what pgmeta records beyond pgpm: token digest and role.
void read_extras(pg::Connection& connection,
                 const Facts& facts,
                 std::span<workspace::DeployedChange* const> rows);

/// Rows of a few changes only: what a run of many transactions checks again in each.
workspace::Deployed read_changes(pg::Connection& connection,
                                 const Facts& facts,
                                 std::string_view package,
                                 std::span<const std::string> changes);

/// Statements that bring the ledger to this program's version; empty when nothing is missing.
/// To be run inside the deploying transaction, after the lock.
struct Upgrade {
    std::vector<std::string> statements;  ///< each one statement
    /// The same, of the keys of tables that the statements make.  They may run behind the rows of a
    /// first deployment: building them once costs a fifth of keeping them row by row.
    std::vector<std::string> keys;
    /// What is lost because schema pgmeta cannot be used.  Empty when, after the statements,
    /// pgmeta's own rows can be written.
    std::string loss;
};

Upgrade upgrade(const Facts& facts);

/// Key of the deploy lock, an advisory lock of one bigint: the letters `pgmeta` and the number 1.
constexpr std::int64_t lock_key = 0x70676d65'74610001;

/// Who holds the deploy lock.  Address and time are empty when the server hides them.
struct Holder {
    int pid = 0;
    std::string user;
    std::string application;
    std::string address;  ///< empty over a Unix socket too
    std::string since;    ///< start of its transaction, ISO 8601 in UTC
};

/// Takes the deploy lock of `connection`'s database in a new transaction, waiting at most `wait`,
/// and reads the facts in the same round trip.
///
/// Between tries no transaction is open.  `waiting` is called when a wait begins and whenever the
/// holder changes.  Throws "lock-not-had" (Fault::busy).  When it returns, the connection is inside
/// a READ COMMITTED transaction block that holds the lock: whatever it reads is newer than the
/// lock. lock_out_pgpm() comes next when the ledger is there and the role may lock it.
Facts begin_locked(pg::Connection& connection,
                   std::chrono::milliseconds wait,
                   const std::function<void(const Holder&)>& waiting);

/// Holds off pgpm, which knows no lock, for the rest of the transaction (LOCK TABLE on changes).
///
/// `waiting` is called once when it has to wait; true when it waited that long.  Leaves
/// lock_timeout as it was.  Throws "lock-not-had" (Fault::busy) when that cannot be had within
/// `wait`; the transaction is rolled back then.
bool lock_out_pgpm(pg::Connection& connection,
                   std::chrono::milliseconds wait,
                   const std::function<void(const Holder&)>& waiting);

/// Who deploys, for pgmeta.deployment.
struct Origin {
    std::string kind;  ///< deploy, revert or baseline
    std::string tool_version;
    std::string os_user;
    std::string host;
    std::string workspace_commit;  ///< empty outside git
};

/// A change about to be recorded.
struct Record {
    std::string package;
    std::string change;
    std::string script_hash;
    std::string change_id;  ///< see change_id()
    std::vector<std::string> requirements;
    std::string token_digest;
    std::string revert_script;
    std::string verify_script;
    bool log_only = false;
};

/// pgpm's identity of a change: SHA-256 over package, name and hash, joined without separators.
/// True for UTF-8 databases and names without a backslash; see assign_change_ids.
std::string change_id(std::string_view package,
                      std::string_view change,
                      std::string_view script_hash);

/// Sets every record's change_id.  Computed here, except in a database whose encoding is not UTF-8
/// or for a name with a backslash: there the server is asked, in one round trip, what pgpm would
/// store.
void assign_change_ids(pg::Connection& connection, const Facts& facts, std::span<Record> records);

/// Opens the guard, once in a transaction: a cursor, which ends with the transaction that made it.
std::string open_guard();

/// Fails (34000) when a script has ended the transaction of open_guard(), in whatever way.  Goes
/// right after every script: nothing is cheaper.  Returns one row, the server's clock in seconds
/// since 1970.
std::string_view check_guard();

/// Writes the SQL that records a run.  `xid` is the transaction's id: rows are refused by the
/// server (23502) when they would be written in another transaction.  An empty one writes them
/// unguarded, for SQL that somebody else will run.
class Recorder {
public:
    /// `unconstrained`: the ledger has no keys yet.
    Recorder(std::string xid, bool extras, std::int64_t deployment, bool unconstrained = false);

    /// One statement: inserts the row of a package, if it is new.
    [[nodiscard]] std::string package_row(std::string_view package) const;
    /// One statement that fails (22012) in another transaction than the recorder's, for scripts
    /// that may close the guard's cursor.  Returns the server's clock, as check_guard() does.
    [[nodiscard]] std::string check_transaction() const;
    /// Statements at the end of a message: all guarded rows of the changes whose scripts it ran.
    [[nodiscard]] std::vector<std::string> trailer(std::span<const Record> records) const;
    /// One statement that sets how long scripts took, in seconds by change id.  Empty for none, and
    /// without schema pgmeta.
    [[nodiscard]] std::string durations(
        std::span<const std::pair<std::string, double>> seconds) const;
    /// Statements that remove a change and record the event, right after its revert script.  Fail
    /// (23502) when the change is not deployed.  Whether others require it the caller has checked.
    [[nodiscard]] std::vector<std::string> revert_rows(std::string_view package,
                                                       std::string_view change) const;

private:
    std::string xid_;
    bool extras_;
    std::int64_t deployment_;
    bool unconstrained_;
};

/// Inserts the deployment's row and returns its id; 0 without the pgmeta schema.
std::int64_t begin_deployment(pg::Connection& connection, bool extras, const Origin& origin);

/// Records a failure as pgpm does: an events row with message and SQLSTATE, in its own transaction.
/// Never throws: the failure itself is what the user must see.
void record_failure(pg::Connection& connection,
                    std::string_view kind,
                    std::string_view package,
                    std::string_view change,
                    std::string_view message,
                    std::string_view sqlstate) noexcept;

/// Which of these change ids the ledger has: the proof after a connection lost during COMMIT.
std::vector<std::string> present(pg::Connection& connection,
                                 std::span<const std::string> change_ids);

/// The scripts recorded when a change was deployed.
struct StoredScripts {
    std::string change_id;
    std::string package;
    std::string change;
    std::string revert;
    std::string verify;
};

std::vector<StoredScripts> stored_scripts(pg::Connection& connection,
                                          std::span<const std::string> change_ids);

/// One row of the events table.
struct Event {
    std::int64_t id = 0;
    std::string type;
    std::string package;
    std::string change;
    std::string occurred_at;
    std::string error_message;
    std::string error_code;
};

/// The newest events, newest first; all of them when `limit` is 0.
std::vector<Event> events(pg::Connection& connection, std::int64_t limit);

/// Changes that a sqitch registry in this database records, as (project, change).
std::vector<std::pair<std::string, std::string>> sqitch_changes(pg::Connection& connection);

}  // namespace pgmeta::ledger

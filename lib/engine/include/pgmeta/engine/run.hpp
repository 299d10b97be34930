// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/ledger/ledger.hpp"
#include "pgmeta/pg/connection.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// What deploy, revert and verify have in common: how they are told what to do, whom they tell what
// happens, and what they return.

namespace pgmeta::engine {

/// How much commits together.
enum class TxMode : std::uint8_t { all, package, change };

/// A change by name.
struct ChangeRef {
    std::string package;
    std::string change;

    [[nodiscard]] std::string text() const { return package + ":" + change; }
};

/// How to reach the target and under which limits.
struct Target {
    pg::ConnInfo info;
    std::string name;  ///< as the user named it: a target of pgmeta.yaml, a URL without secrets, …
    bool is_protected = false;
    std::chrono::milliseconds wait{0};           ///< for a server that is starting
    std::chrono::milliseconds lock_wait{60000};  ///< for another deployer
    std::string lock_timeout;                    ///< as PostgreSQL spells it; empty: the server's
    std::string statement_timeout;               ///< as PostgreSQL spells it; empty: the server's
    /// More settings that hold while scripts run.  Neither of the two above.
    std::vector<std::pair<std::string, std::string>> settings{};
    pg::Interrupts* interrupts = nullptr;
};

/// Where to send a message, and how the session is named there.
pg::Connection connect(const Target& target, std::string_view purpose);

/// What a run tells while it works.  Every function may be empty.
struct Observer {
    std::function<void(const pg::Connection&, const ledger::Facts&)> connected;
    std::function<void(const ledger::Holder&)> waiting;
    /// `done` of `total` changes are through; `now` is next or just done.
    std::function<void(std::size_t done, std::size_t total, const ChangeRef& now)> progress;
    std::function<void(const ChangeRef&, const pg::Notice&)> notice;
    std::function<void(const Diagnostic&)> warning;
    /// The exact SQL of each message, for `--dry-run --sql`.
    std::function<void(const std::string&)> sql;
    /// Ask for steady progress from the server (INFO markers); for terminals.
    bool wants_steady_progress = false;
};

/// What a run did.  Complete even when it stopped early.
struct Report {
    std::string target;              ///< user@host:port/database
    std::vector<ChangeRef> done;     ///< committed (or, in a dry run, what would be done), in order
    std::vector<ChangeRef> undone;   ///< run, then rolled back
    std::vector<ChangeRef> pending;  ///< not attempted
    std::size_t already = 0;         ///< deployed before (deploy) or not deployed (revert)
    std::vector<std::string> extensions;  ///< created by this run
    bool ledger_created = false;
    bool database_created = false;
    bool database_dropped = false;  ///< created by this run and dropped again
    bool dry_run = false;
    std::vector<Diagnostic> warnings;
    std::vector<Diagnostic> problems;  ///< found before the first statement: nothing was touched
    std::optional<Error> failure;      ///< set if the run stopped before its end
    std::chrono::milliseconds elapsed{0};
};

}  // namespace pgmeta::engine

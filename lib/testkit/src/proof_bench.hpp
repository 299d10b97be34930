// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/engine/run.hpp"
#include "pgmeta/pg/connection.hpp"
#include "pgmeta/snapshot/compare.hpp"
#include "pgmeta/sqltext/script.hpp"
#include "pgmeta/testkit/proofs.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

// Where proofs are made: a database in which what a package needs is deployed, and its scripts.

namespace pgmeta::testkit {

/// A database of a proof's own; dropped at the end.
class Bench {
public:
    /// Makes the database and deploys what `package` needs, its external extensions included.
    /// Throws what the deployment failed with.
    Bench(const engine::Target& target,
          const workspace::Workspace& workspace,
          const workspace::Package& package,
          const engine::Observer& observer,
          std::string tool_version);
    ~Bench();
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    /// Deploys the package up to `change`, all of it by default.
    engine::Report deploy(std::size_t change = workspace::Selection::npos) const;
    /// Reverts the package back to `change`, which stays; all of it by default.
    engine::Report revert(std::size_t change = workspace::Selection::npos) const;

    [[nodiscard]] pg::Connection connect() const;
    [[nodiscard]] snapshot::Snapshot snapshot() const;

private:
    void deploy_requirements() const;

    engine::Target target_;
    const workspace::Workspace& workspace_;
    const workspace::Package& package_;
    const engine::Observer& observer_;
    std::string tool_version_;
    std::string name_;
};

/// The scripts of a package, read once, and a way to run them outside the ledger.
class ScriptBook {
public:
    explicit ScriptBook(const workspace::Package& package) : package_{package} {}

    /// False when the change has no such script.
    bool has(std::size_t change, workspace::ScriptKind kind);

    /// Runs a script in the connection's transaction and resets the session's role and settings.
    /// Returns what failed; the transaction is unusable then up to a savepoint.
    std::optional<TestFailure> run(pg::Connection& connection,
                                   std::size_t change,
                                   workspace::ScriptKind kind);

    [[nodiscard]] Location place(std::size_t change, workspace::ScriptKind kind) const;

private:
    const sqltext::Sendable* load(std::size_t change, workspace::ScriptKind kind);

    const workspace::Package& package_;
    std::map<std::pair<std::size_t, workspace::ScriptKind>, std::optional<sqltext::Sendable>> read_;
};

/// What a report says went wrong, as a failure at the script; nothing when it is good.
std::optional<TestFailure> failure_of(const engine::Report& report, const std::string& doing);

/// What differs, one line per object: `left: table app.users`.  Extensions are no part of it.
std::vector<std::string> describe(const snapshot::Difference& difference,
                                  std::string_view added,
                                  std::string_view removed);

}  // namespace pgmeta::testkit

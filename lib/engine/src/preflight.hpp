// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/engine/deploy.hpp"
#include "pgmeta/graph/diff.hpp"
#include "pgmeta/graph/order.hpp"
#include "scripts.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace pgmeta::engine {

struct ReadOptions {
    bool refuse_transaction_control = true;
    bool verify = false;
};

/// A pending change, checked and ready.
struct Step {
    const workspace::Package* package = nullptr;
    std::size_t change = 0;
    ReadOptions options;
    ScriptPointer script;  ///< null: let go, load() brings it back
    ScriptPointer verify;  ///< null: not verified, or let go
    ledger::Record record;
    bool held = true;  ///< its scripts stay in memory for the whole run

    /// What the scripts take in memory.
    [[nodiscard]] std::size_t bytes() const;
    /// The record, which the step has no texts of any more.
    ledger::Record take_record();
    /// Drops the scripts unless they are held.
    void let_go();
    /// Reads again what was let go.  Throws "script-changed" (Fault::conflict) when the deploy
    /// script is another one by now.
    void load();

    [[nodiscard]] const workspace::Change& planned() const { return package->plan.changes[change]; }

    [[nodiscard]] ChangeRef ref() const { return {package->name, planned().name}; }
};

/// An external extension to create, before the step that is first to need it.
struct ExtensionStep {
    std::string name;
    std::size_t before = 0;  ///< index into Decision::steps
};

/// What a deployment will do, or why it must not.
struct Decision {
    std::vector<Step> steps;
    std::vector<ExtensionStep> extensions;
    std::size_t already = 0;
    std::int64_t needs_locks = 0;       ///< entries of the server's lock table
    bool reads_ledger = false;          ///< a script does
    bool makes_event_triggers = false;  ///< a script may
    bool completes_ledger = false;      ///< it was found half made
    Diagnostics problems;
    Fault fault = Fault::workspace;  ///< of the gravest problem
    std::vector<Diagnostic> warnings;

    [[nodiscard]] std::span<Step> part(std::size_t begin, std::size_t end) {
        return std::span{steps}.subspan(begin, end - begin);
    }

    [[nodiscard]] bool nothing_to_do() const {
        return steps.empty() && extensions.empty() && !completes_ledger;
    }

    void refuse(Fault who, std::string id, Location where, std::string message, std::string hint);
    void warn(std::string id, Location where, std::string message, std::string hint = {});
};

/// The packages to deploy in order, and how far in each.
struct Scope {
    std::vector<graph::OrderItem> order;
    std::vector<workspace::Selection> packages;
};

Scope scope_of(const workspace::Workspace& workspace, const DeployOptions& options);

/// Decides what to run, and finds everything that can be known to go wrong (nothing is changed).
Decision decide(pg::Connection& connection,
                const workspace::Workspace& workspace,
                const Scope& scope,
                DeployDigests& digests,
                const ledger::Facts& facts,
                workspace::Deployed& deployed,
                const DeployOptions& options);

}  // namespace pgmeta::engine

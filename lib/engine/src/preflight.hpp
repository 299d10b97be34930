// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/engine/deploy.hpp"
#include "pgmeta/graph/diff.hpp"
#include "pgmeta/graph/order.hpp"
#include "scripts.hpp"

#include <memory>
#include <string>
#include <vector>

namespace pgmeta::engine {

/// A pending change, checked and ready.
struct Step {
    const workspace::Package* package = nullptr;
    std::size_t change = 0;
    ScriptPointer script;
    ScriptPointer verify;  ///< null: not verified
    ledger::Record record;

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
    bool completes_ledger = false;  ///< it was found half made
    Diagnostics problems;
    Fault fault = Fault::workspace;  ///< of the gravest problem
    std::vector<Diagnostic> warnings;

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
                const ledger::Facts& facts,
                const workspace::Deployed& deployed,
                const DeployOptions& options);

}  // namespace pgmeta::engine

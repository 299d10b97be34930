// SPDX-License-Identifier: MIT
#include "preflight.hpp"

#include "explain.hpp"
#include "pgmeta/base/digest.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/sqltext/quote.hpp"
#include "prepare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>
#include <unordered_map>

namespace pgmeta::engine {

using workspace::ScriptKind;

namespace {

/// Graver faults decide the exit code when several problems were found.
int gravity(Fault fault) {
    switch (fault) {
        case Fault::workspace:
            return 3;
        case Fault::conflict:
            return 2;
        default:
            return 1;
    }
}

std::string key(std::string_view package, std::string_view change) {
    return fmt::format("{}:{}", package, change);
}

void check_modified(const graph::Difference& difference,
                    const DeployOptions& options,
                    Decision& decision) {
    for (const auto& compared : difference.changes) {
        if (compared.state != graph::ChangeState::modified) continue;
        const auto& change = compared.package->plan.changes[compared.change];
        const auto shown = compared.package->shown_script(ScriptKind::deploy, change.name);
        const auto name = key(compared.package->name, change.name);
        const auto text =
            read_file_if_exists(compared.package->script(ScriptKind::deploy, change.name));
        if (!text) continue;
        if (sqltext::token_digest(*text) == compared.row->token_digest) {
            decision.warn("change-reformatted", {shown, 0, 0},
                          fmt::format("`{}` differs from what was deployed in comments or white "
                                      "space only",
                                      name));
            decision.warnings.back().severity = Severity::note;
            continue;
        }
        const auto message =
            fmt::format("`{}` was deployed from another script: the ledger has {}, the file is {}",
                        name, compared.row->script_hash, sha256_hex(*text));
        if (options.allow_modified)
            decision.warn("change-modified", {shown, 0, 0}, message);
        else
            decision.refuse(Fault::conflict, "change-modified", {shown, 0, 0}, message,
                            "put the old script back and write a new change, revert the change "
                            "first, or go on with --allow-modified");
    }
}

void refuse_duplicate(const Step& step, std::string_view other, Decision& decision) {
    decision.refuse(Fault::workspace, "script-duplicate",
                    {step.package->shown_script(ScriptKind::deploy, step.planned().name), 0, 0},
                    fmt::format("`{}` has the same deploy script, byte for byte, as `{}`; the "
                                "ledger cannot hold both",
                                step.ref().text(), other),
                    "make the scripts differ, for example by a comment that names the change");
}

/// The ledger holds one row per package and script: two changes cannot share bytes.
void check_duplicates(const workspace::Deployed& deployed, Decision& decision) {
    if (decision.steps.empty()) return;
    std::unordered_multimap<std::string_view, const Step*> by_hash;
    by_hash.reserve(decision.steps.size());
    const auto same_package = [&](std::string_view package, std::string_view hash) -> const Step* {
        const auto [first, last] = by_hash.equal_range(hash);
        const auto found = std::find_if(
            first, last, [&](const auto& entry) { return entry.second->package->name == package; });
        return found == last ? nullptr : found->second;
    };
    for (const auto& step : decision.steps) {
        if (const auto* other = same_package(step.package->name, step.record.script_hash))
            refuse_duplicate(step, other->planned().name, decision);
        else
            by_hash.emplace(step.record.script_hash, &step);
    }
    for (const auto& row : deployed.changes)
        if (const auto* step = same_package(row.package, row.script_hash))
            refuse_duplicate(*step, row.change, decision);
}

/// Requirements that are neither deployed nor about to be.
void check_requirements_met(const workspace::Workspace& workspace,
                            const workspace::Deployed& deployed,
                            Decision& decision) {
    std::set<graph::ResolvedChange> coming;
    const auto is_there = [&](const graph::ResolvedChange& required) {
        return coming.contains(required) ||
               deployed.find(required.package->name,
                             required.package->plan.changes[required.change].name) != nullptr;
    };
    for (const auto& step : decision.steps) {
        for (const auto& required :
             graph::requirements_of(workspace, *step.package, step.planned())) {
            if (is_there(required)) continue;
            const auto name =
                key(required.package->name, required.package->plan.changes[required.change].name);
            decision.refuse(
                Fault::conflict, "requirement-not-deployed",
                {step.package->plan.file, step.planned().line, step.planned().column},
                fmt::format("`{}` requires `{}`, which is not deployed and not part of "
                            "this run",
                            step.ref().text(), name),
                "deploy further in the required package: without --no-recursive, or with a later bound");
        }
        coming.insert({step.package, step.change});
    }
}

/// False for a ledger so half made that it has no table: what it gets, the role will own.
bool has_tables(const ledger::Facts& facts) {
    constexpr std::ptrdiff_t tables = 4;
    return std::count_if(facts.missing.begin(), facts.missing.end(), [](const std::string& object) {
               return object.starts_with("table ");
           }) < tables;
}

void check_privileges(const ledger::Facts& facts, Decision& decision) {
    if (decision.nothing_to_do()) return;
    if (facts.presence == ledger::Presence::absent && !facts.can_create_schema)
        decision.refuse(Fault::environment, "privilege-missing", {},
                        "the role may not create the ledger: it lacks CREATE on the database",
                        "as the database's owner: GRANT CREATE ON DATABASE … TO …");
    else if (!decision.extensions.empty() && !facts.can_create_schema && !facts.is_superuser)
        decision.refuse(Fault::environment, "privilege-missing", {},
                        fmt::format("the role may not create extension `{}`: it lacks CREATE on "
                                    "the database",
                                    decision.extensions.front().name),
                        "as the database's owner: GRANT CREATE ON DATABASE … TO …, or create the "
                        "extension as a superuser first");
    if (facts.presence == ledger::Presence::partial && !facts.can_complete)
        decision.refuse(Fault::environment, "privilege-missing", {},
                        fmt::format("the ledger is half made, it lacks {}, and the role may not "
                                    "complete it: it lacks CREATE on schema pgpm_migrate",
                                    facts.missing.front()),
                        "as the schema's owner: GRANT USAGE, CREATE ON SCHEMA pgpm_migrate TO …");
    if (facts.presence != ledger::Presence::absent && has_tables(facts) && !facts.can_write)
        decision.refuse(
            Fault::environment, "privilege-missing", {},
            "the role may not write the ledger in schema pgpm_migrate",
            "as the ledger's owner: GRANT USAGE ON SCHEMA pgpm_migrate TO …; GRANT SELECT, INSERT, "
            "UPDATE, DELETE ON ALL TABLES IN SCHEMA pgpm_migrate TO …; GRANT USAGE ON ALL "
            "SEQUENCES IN SCHEMA pgpm_migrate TO …");
}

/// Names that need no CREATE EXTENSION: extensions that are there, and packages that are deployed,
/// which a bundle may require without bringing them.
std::set<std::string> names_present(const ledger::Facts& facts,
                                    const workspace::Deployed& deployed) {
    std::set<std::string> names{facts.installed_extensions.begin(),
                                facts.installed_extensions.end()};
    std::string_view last;  // rows of a package mostly stand together
    for (const auto& row : deployed.changes) {
        if (row.package != last) names.insert(row.package);
        last = row.package;
    }
    return names;
}

void check_extensions(pg::Connection& connection,
                      const std::set<std::string>& installed,
                      const Scope& scope,
                      Decision& decision) {
    if (decision.extensions.empty()) return;
    std::string names;
    for (const auto& extension : decision.extensions)
        names += (names.empty() ? "" : ",") + sqltext::quote_literal(extension.name);
    std::set<std::string> available;
    const auto rows = connection.query(fmt::format(
        "SELECT name FROM pg_catalog.pg_available_extensions WHERE name IN ({})", names));
    for (int i = 0; i < rows.rows(); ++i)
        available.insert(rows.text(i, 0));
    for (const auto& item : scope.order) {
        if (item.package != nullptr || installed.contains(item.name) ||
            available.contains(item.name))
            continue;
        decision.refuse(Fault::environment, "extension-unavailable", item.where,
                        fmt::format("`{}`, required by `{}`, is neither a package of the workspace "
                                    "nor an extension this server has",
                                    item.name, item.required_by),
                        fmt::format("install the extension on the server (Debian: apt-get install "
                                    "postgresql-contrib or postgresql-NN-{}), or correct the name",
                                    item.name));
    }
}

void check_sqitch(pg::Connection& connection,
                  const workspace::Workspace& workspace,
                  const ledger::Facts& facts,
                  const workspace::Deployed& deployed,
                  Decision& decision) {
    if (!facts.sqitch) return;
    for (const auto& [project, change] : ledger::sqitch_changes(connection)) {
        const auto* package = workspace.find(project);
        if (package == nullptr || package->plan.find_change(change) == nullptr) continue;
        if (deployed.find(package->name, change) != nullptr) continue;
        decision.refuse(Fault::conflict, "sqitch-deployed", {},
                        fmt::format("Sqitch deployed `{}` of project `{}` here, and the ledger "
                                    "does not have it",
                                    change, project),
                        "`pgmeta baseline` records what is there without running it");
        return;
    }
}

void estimate_locks(const ledger::Facts& facts, const DeployOptions& options, Decision& decision) {
    if (options.tx != TxMode::all || facts.lock_capacity == 0) return;
    if (decision.needs_locks <= facts.lock_capacity) return;
    decision.warn("lock-table-small", {},
                  fmt::format("one transaction will need about {} entries of the server's lock "
                              "table, which guarantees {}",
                              decision.needs_locks, facts.lock_capacity),
                  "if it fails with 53200: --tx=package, or raise max_locks_per_transaction");
}

/// The ledger's identity of a change depends on the database's encoding.
void assign_change_ids(pg::Connection& connection, const ledger::Facts& facts, Decision& decision) {
    std::vector<ledger::Record> records;
    for (auto& step : decision.steps)
        records.push_back(std::move(step.record));
    ledger::assign_change_ids(connection, facts, records);
    for (std::size_t i = 0; i < records.size(); ++i)
        decision.steps[i].record = std::move(records[i]);
}

/// True when `item` is one of the roots, or an extension that one of them names itself.
bool needed_alone(const graph::OrderItem& item,
                  const std::vector<const workspace::Package*>& roots) {
    return std::any_of(roots.begin(), roots.end(), [&](const workspace::Package* root) {
        if (item.package != nullptr) return item.package == root;
        const auto& names = root->control.requirements;
        return std::any_of(names.begin(), names.end(),
                           [&](const auto& required) { return required.name == item.name; });
    });
}

}  // namespace

void Decision::refuse(
    Fault who, std::string id, Location where, std::string message, std::string hint) {
    if (!problems.has_errors() || gravity(who) > gravity(fault)) fault = who;
    problems.error(std::move(id), std::move(where), std::move(message), std::move(hint));
}

void Decision::warn(std::string id, Location where, std::string message, std::string hint) {
    Diagnostic diagnostic{
        Severity::warning, std::move(id), std::move(where), std::move(message), {}};
    if (!hint.empty()) diagnostic.hints.push_back(std::move(hint));
    warnings.push_back(std::move(diagnostic));
}

Scope scope_of(const workspace::Workspace& workspace, const DeployOptions& options) {
    std::vector<const workspace::Package*> roots;
    for (const auto& selection : options.roots)
        roots.push_back(selection.package);
    Scope scope;
    scope.order = graph::package_order(workspace, roots);
    if (!options.recursive)
        std::erase_if(scope.order,
                      [&](const graph::OrderItem& item) { return !needed_alone(item, roots); });
    for (const auto& item : scope.order) {
        if (item.package == nullptr) continue;
        workspace::Selection selection{item.package, workspace::Selection::npos};
        for (const auto& root : options.roots)
            if (root.package == item.package) selection.change = root.change;
        scope.packages.push_back(selection);
    }
    return scope;
}

Decision decide(pg::Connection& connection,
                const workspace::Workspace& workspace,
                const Scope& scope,
                DeployDigests& digests,
                const ledger::Facts& facts,
                workspace::Deployed& deployed,
                const DeployOptions& options) {
    Decision decision;
    decision.completes_ledger = facts.presence == ledger::Presence::partial;
    const auto difference = graph::diff(scope.packages, deployed, std::ref(digests));
    ledger::read_extras(connection, facts, modified_rows(difference, deployed));
    check_modified(difference, options, decision);
    for (const auto index : difference.out_of_order) {
        const auto& compared = difference.changes[index];
        const auto& change = compared.package->plan.changes[compared.change];
        decision.warn("change-out-of-order", {compared.package->plan.file, change.line, 1},
                      fmt::format("`{}:{}` stands before changes that are deployed already",
                                  compared.package->name, change.name));
    }
    std::vector<const graph::ComparedChange*> pending;
    for (const auto& compared : difference.changes)
        if (compared.state == graph::ChangeState::pending) pending.push_back(&compared);
    decision.already = difference.changes.size() - pending.size();
    prepare_steps(workspace, pending, options, decision);
    std::unordered_map<const workspace::Package*, std::size_t> first_step;
    for (std::size_t i = 0; i < decision.steps.size(); ++i)
        first_step.emplace(decision.steps[i].package, i);
    const auto installed = names_present(facts, deployed);
    std::vector<std::string> waiting;
    for (const auto& item : scope.order) {
        if (item.package == nullptr) {
            if (!installed.contains(item.name) && !options.log_only) waiting.push_back(item.name);
            continue;
        }
        const auto found = first_step.find(item.package);
        const auto before = found == first_step.end() ? std::size_t{0} : found->second;
        for (auto& name : waiting)
            decision.extensions.push_back({std::move(name), before});
        waiting.clear();
    }
    assign_change_ids(connection, facts, decision);
    check_duplicates(deployed, decision);
    check_requirements_met(workspace, deployed, decision);
    check_extensions(connection, installed, scope, decision);
    check_privileges(facts, decision);
    if (!options.log_only) check_sqitch(connection, workspace, facts, deployed, decision);
    estimate_locks(facts, options, decision);
    return decision;
}

}  // namespace pgmeta::engine

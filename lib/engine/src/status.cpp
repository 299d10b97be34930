// SPDX-License-Identifier: MIT
#include "pgmeta/engine/status.hpp"

#include "pgmeta/base/files.hpp"
#include "pgmeta/graph/diff.hpp"
#include "pgmeta/graph/order.hpp"
#include "pgmeta/sqltext/script.hpp"
#include "scripts.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <unordered_map>
#include <utility>

namespace pgmeta::engine {

namespace {

/// A change whose tokens are the deployed ones differs in comments or white space only.
bool really_modified(const graph::ComparedChange& compared) {
    if (compared.state != graph::ChangeState::modified) return false;
    const auto& change = compared.package->plan.changes[compared.change];
    const auto text =
        read_file_if_exists(compared.package->script(workspace::ScriptKind::deploy, change.name));
    return text && sqltext::token_digest(*text) != compared.row->token_digest;
}

void add_change(PackageStatus& status, const graph::ComparedChange& compared) {
    const auto& plan = compared.package->plan;
    const ChangeRef ref{status.package, plan.changes[compared.change].name};
    if (compared.state == graph::ChangeState::pending) {
        status.pending.push_back(ref);
        return;
    }
    ++status.deployed;
    if (really_modified(compared)) status.modified.push_back(ref);
}

/// `place`: of the packages in the report.
void add_changes(StatusReport& report,
                 const graph::Difference& difference,
                 const std::unordered_map<std::string, std::size_t>& place) {
    const workspace::Package* package = nullptr;
    PackageStatus* status = nullptr;
    for (const auto& compared : difference.changes) {
        if (std::exchange(package, compared.package) != compared.package)
            status = &report.packages[place.at(package->name)];
        add_change(*status, compared);
    }
}

/// The tag of the last deployed change that has one.
std::string last_tag(const workspace::Package& package, const workspace::Deployed& deployed) {
    const auto& plan = package.plan;
    const workspace::Tag* last = nullptr;
    for (const auto& tag : plan.tags) {
        const bool is_later = last == nullptr || tag.change >= last->change;
        if (is_later && deployed.find(package.name, plan.changes[tag.change].name) != nullptr)
            last = &tag;
    }
    return last == nullptr ? std::string{} : last->name;
}

/// The newest row of each package; the later one of two that came together.
using LastRows = std::unordered_map<std::string_view, workspace::DeployedChange*>;

LastRows last_rows(workspace::Deployed& deployed) {
    LastRows last;
    // Most rows stand behind one of the same package.
    std::string_view package;
    workspace::DeployedChange** known = nullptr;
    for (auto& row : deployed.changes) {
        if (known == nullptr || row.package != package) known = &last[row.package];
        package = row.package;
        if (*known == nullptr || row.deployed_at >= (*known)->deployed_at) *known = &row;
    }
    return last;
}

void note_last(PackageStatus& status, const workspace::DeployedChange& row) {
    status.last_change = row.change;
    status.last_deployed_at = iso_utc(row.deployed_at);
    status.last_deployed_by = row.deployed_by;
}

/// What the ledger says beyond names and hashes, of the rows where that is shown.
void read_shown(pg::Connection& connection,
                const ledger::Facts& facts,
                const graph::Difference& difference,
                workspace::Deployed& deployed,
                const LastRows& last) {
    auto rows = modified_rows(difference, deployed);
    for (const auto& [package, row] : last)
        rows.push_back(row);
    ledger::read_extras(connection, facts, rows);
}

std::vector<workspace::Selection> all_packages(const workspace::Workspace& workspace) {
    std::vector<workspace::Selection> packages;
    for (const auto& package : workspace.packages)
        packages.push_back({package.get(), workspace::Selection::npos});
    return packages;
}

std::vector<workspace::Selection> in_order(const workspace::Workspace& workspace) {
    std::vector<workspace::Selection> packages;
    for (const auto& item : graph::package_order(workspace, {}))
        if (item.package != nullptr) packages.push_back({item.package, workspace::Selection::npos});
    return packages;
}

}  // namespace

bool StatusReport::up_to_date() const {
    return std::all_of(packages.begin(), packages.end(), [](const PackageStatus& package) {
        return package.pending.empty() && package.modified.empty();
    });
}

StatusReport status(const Target& target,
                    const workspace::Workspace& workspace,
                    std::vector<workspace::Selection> packages,
                    const Observer& observer) {
    const bool takes_all = packages.empty();
    if (takes_all) packages = all_packages(workspace);
    DeployDigests digests{workspace, packages};
    if (takes_all) packages = in_order(workspace);
    auto connection = connect(target, "status");
    StatusReport report;
    report.target = connection.describe();
    const auto facts = ledger::read_facts(connection);
    if (observer.connected) observer.connected(connection, facts);
    ledger::refuse_newer(facts);
    report.ledger = facts.presence;
    auto deployed = ledger::read_names(connection, facts, digests.size());
    std::unordered_map<std::string, std::size_t> place;
    for (const auto& selection : packages) {
        place.emplace(selection.package->name, report.packages.size());
        report.packages.emplace_back().package = selection.package->name;
    }
    const auto difference = graph::diff(packages, deployed, std::ref(digests));
    const auto last = last_rows(deployed);
    read_shown(connection, facts, difference, deployed, last);
    connection.close();
    for (const auto& selection : packages)
        report.packages[place.at(selection.package->name)].last_tag =
            last_tag(*selection.package, deployed);
    add_changes(report, difference, place);
    for (const auto* row : difference.unknown)
        report.packages[place.at(row->package)].unknown.push_back({row->package, row->change});
    std::set<std::string> foreign;
    for (const auto& [package, row] : last) {
        const auto found = place.find(row->package);
        if (found != place.end())
            note_last(report.packages[found->second], *row);
        else if (workspace.find(package) == nullptr)
            foreign.insert(row->package);
    }
    report.foreign_packages.assign(foreign.begin(), foreign.end());
    return report;
}

std::vector<ledger::Event> log(const Target& target, std::int64_t limit) {
    auto connection = connect(target, "log");
    const auto facts = ledger::read_facts(connection);
    if (facts.presence == ledger::Presence::absent) return {};
    return ledger::events(connection, limit);
}

}  // namespace pgmeta::engine

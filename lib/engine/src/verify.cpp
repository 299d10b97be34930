// SPDX-License-Identifier: MIT
#include "pgmeta/engine/verify.hpp"

#include "batch.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/graph/order.hpp"
#include "session.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

namespace pgmeta::engine {

using workspace::ScriptKind;

namespace {

using Clock = std::chrono::steady_clock;

struct Check {
    ChangeRef ref;
    ScriptPointer script;
};

/// What to verify, and what cannot be.
struct Checks {
    std::vector<Check> list;
};

Checks collect(const workspace::Deployed& deployed,
               const std::vector<workspace::Selection>& packages,
               VerifyReport& report) {
    Checks checks;
    for (const auto& selection : packages) {
        const auto& changes = selection.package->plan.changes;
        const auto bound = std::min(selection.change, changes.size());
        for (std::size_t i = 0; i < bound; ++i) {
            const ChangeRef ref{selection.package->name, changes[i].name};
            if (deployed.find(ref.package, ref.change) == nullptr) {
                report.not_deployed.push_back(ref);
                continue;
            }
            if (!std::filesystem::exists(
                    selection.package->script(ScriptKind::verify, ref.change))) {
                report.without_script.push_back(ref);
                continue;
            }
            Diagnostics found;
            auto script =
                load_script(*selection.package, changes[i], ScriptKind::verify, true, found);
            if (script) checks.list.push_back({ref, std::move(script)});
            for (const auto& problem : found.all()) {
                auto error = Error{Fault::workspace, problem.id, problem.message}.at(problem.where);
                for (const auto& hint : problem.hints)
                    error.add_hint(hint);
                report.failed.push_back({ref, std::move(error)});
                break;
            }
        }
    }
    return checks;
}

Work work_of(const Check& check) {
    Work work;
    work.change = check.ref;
    work.kind = ScriptKind::verify;
    work.verify = check.script;
    return work;
}

/// Runs the scripts in one transaction.  A failed one is reported and left out, and what had not
/// run yet goes on after a rollback to the savepoint before it all.
class VerifyRun {
public:
    VerifyRun(pg::Connection& connection, BatchOptions options, const Observer& observer)
        : connection_{connection}, options_{std::move(options)}, observer_{observer} {}

    void run(std::vector<Check> checks, VerifyReport& report) {
        while (!checks.empty()) {
            const auto passed = run_until_failure(checks);
            for (std::size_t i = 0; i < passed; ++i)
                report.passed.push_back(checks[i].ref);
            checks.erase(checks.begin(), checks.begin() + static_cast<std::ptrdiff_t>(passed));
            if (!failure_) return;
            report.failed.push_back({failed_, std::move(*failure_)});
            checks.erase(checks.begin() + static_cast<std::ptrdiff_t>(place_of_failed(checks)));
        }
    }

private:
    [[nodiscard]] std::size_t place_of_failed(const std::vector<Check>& checks) const {
        const auto found = std::find_if(checks.begin(), checks.end(), [&](const Check& check) {
            return check.ref.text() == failed_.text();
        });
        return static_cast<std::size_t>(found - checks.begin());
    }

    /// How many of the first checks passed.  Sets failure_ and failed_ when one did not.
    std::size_t run_until_failure(const std::vector<Check>& checks) {
        std::size_t sent = 0;
        std::size_t added = 0;
        failure_.reset();
        connection_.query("BEGIN");
        if (!options_.session_settings.empty()) connection_.query(options_.session_settings);
        Batch batch{connection_, options_, observer_, nullptr, [&] { sent = added; }};
        try {
            for (const auto& check : checks) {
                ++added;
                batch.add(work_of(check));
            }
            batch.finish();
            sent = checks.size();
        } catch (const Error& error) {
            if (!batch.failed() || !connection_.is_open()) throw;
            if (error.fault() == Fault::interrupted || error.fault() == Fault::terminated) throw;
            failed_ = *batch.failed();
            failure_ = error;
            if (!batch.nothing_ran()) sent = place_of_failed(checks);
        }
        connection_.query("ROLLBACK");
        return sent;
    }

    pg::Connection& connection_;
    BatchOptions options_;
    const Observer& observer_;
    std::optional<Error> failure_;
    ChangeRef failed_;
};

/// Into the order of the plans: a script that does not parse is found before those ahead of it.
void sort_failures(const std::vector<workspace::Selection>& packages, VerifyReport& report) {
    std::unordered_map<std::string, std::size_t> places;
    for (const auto& selection : packages)
        for (const auto& change : selection.package->plan.changes)
            places.emplace(ChangeRef{selection.package->name, change.name}.text(), places.size());
    std::stable_sort(report.failed.begin(), report.failed.end(),
                     [&](const VerifyFailure& a, const VerifyFailure& b) {
                         return places.at(a.change.text()) < places.at(b.change.text());
                     });
}

}  // namespace

VerifyReport verify(const Target& target,
                    const workspace::Workspace& workspace,
                    const VerifyOptions& options,
                    const Observer& observer) {
    const auto start = Clock::now();
    auto connection = connect(target, "verify");
    VerifyReport report;
    report.target = connection.describe();
    const auto facts = ledger::read_facts(connection);
    if (observer.connected) observer.connected(connection, facts);
    ledger::refuse_newer(facts);
    const auto deployed = ledger::read_names(connection, facts);

    std::vector<const workspace::Package*> roots;
    std::unordered_map<const workspace::Package*, std::size_t> bounds;
    for (const auto& selection : options.packages) {
        roots.push_back(selection.package);
        bounds.emplace(selection.package, selection.change);
    }
    const std::set<std::string> installed{facts.installed_extensions.begin(),
                                          facts.installed_extensions.end()};
    std::vector<workspace::Selection> packages;
    for (const auto& item : graph::package_order(workspace, roots)) {
        const auto bound = bounds.find(item.package);
        if (item.package == nullptr) {
            if (!installed.contains(item.name)) report.missing_extensions.push_back(item.name);
        } else if (bounds.empty()) {
            packages.push_back({item.package, workspace::Selection::npos});
        } else if (bound != bounds.end()) {
            packages.push_back({item.package, bound->second});
        }
    }
    auto checks = collect(deployed, packages, report);
    BatchOptions batch;
    batch.one_change_per_message = facts.audit_logs_messages;
    batch.session_settings = session_settings(connection, target);
    batch.total = checks.list.size();
    VerifyRun{connection, batch, observer}.run(std::move(checks.list), report);
    sort_failures(packages, report);
    report.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
    return report;
}

}  // namespace pgmeta::engine

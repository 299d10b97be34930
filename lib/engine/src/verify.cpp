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

/// A deployed change with a verify script.
struct Check {
    const workspace::Package* package = nullptr;
    const workspace::Change* change = nullptr;
    bool done = false;

    [[nodiscard]] ChangeRef ref() const { return {package->name, change->name}; }
};

std::vector<Check> collect(const workspace::Deployed& deployed,
                           const std::vector<workspace::Selection>& packages,
                           VerifyReport& report) {
    std::vector<Check> checks;
    for (const auto& selection : packages) {
        const auto& package = *selection.package;
        const auto& changes = package.plan.changes;
        const auto bound = std::min(selection.change, changes.size());
        for (std::size_t i = 0; i < bound; ++i) {
            const Check check{&package, &changes[i]};
            if (deployed.find(package.name, changes[i].name) == nullptr)
                report.not_deployed.push_back(check.ref());
            else if (!std::filesystem::exists(package.script(ScriptKind::verify, changes[i].name)))
                report.without_script.push_back(check.ref());
            else
                checks.push_back(check);
        }
    }
    return checks;
}

/// Runs the scripts in one transaction, a message of them at a time.  A failed one is reported and
/// left out, and what had not run yet goes on after a rollback.
class VerifyRun {
public:
    VerifyRun(pg::Connection& connection,
              BatchOptions options,
              const Observer& observer,
              VerifyReport& report)
        : connection_{connection},
          options_{std::move(options)},
          observer_{observer},
          report_{report} {}

    void run(std::vector<Check>& checks) {
        for (std::size_t at = 0; at < checks.size();)
            at = run_from(checks, at);
        if (connection_.in_transaction()) connection_.query("ROLLBACK");
    }

private:
    /// Null when it cannot be sent, which is reported.
    ScriptPointer load(const Check& check) {
        Diagnostics found;
        auto script = load_script(*check.package, *check.change, ScriptKind::verify, true, found);
        if (found.empty()) return script;
        const auto& problem = found.all().front();
        auto error = Error{Fault::workspace, problem.id, problem.message}.at(problem.where);
        for (const auto& hint : problem.hints)
            error.add_hint(hint);
        report_.failed.push_back({check.ref(), std::move(error)});
        return nullptr;
    }

    void pass(Check& check) {
        if (std::exchange(check.done, true)) return;
        report_.passed.push_back(check.ref());
    }

    void begin() {
        connection_.query(connection_.in_transaction() ? "ROLLBACK AND CHAIN" : "BEGIN");
        if (!options_.session_settings.empty()) connection_.query(options_.session_settings);
    }

    /// Where to go on: at the end, or behind what has run when a script failed.
    std::size_t run_from(std::vector<Check>& checks, std::size_t at) {
        std::vector<Check*> sent;  // with the message under way
        const auto passed = [&] {
            for (auto* check : sent)
                pass(*check);
            sent.clear();
        };
        begin();
        Batch batch{connection_, options_, observer_, nullptr, passed};
        try {
            for (; at < checks.size(); ++at) {
                auto& check = checks[at];
                if (check.done) continue;
                auto script = load(check);
                check.done = script == nullptr;
                if (check.done) continue;
                sent.push_back(&check);
                Work work;
                work.change = check.ref();
                work.kind = ScriptKind::verify;
                work.verify = std::move(script);
                batch.add(std::move(work));
            }
            batch.finish();
            return at;
        } catch (const Error& error) {
            if (!batch.failed() || !connection_.is_open()) throw;
            if (error.fault() == Fault::interrupted || error.fault() == Fault::terminated) throw;
            fail(*batch.failed(), error, batch.nothing_ran(), sent);
        }
        return static_cast<std::size_t>(sent.front() - checks.data());
    }

    /// What stood before the failed one has passed, unless the server refused the message unread.
    void fail(const ChangeRef& ref,
              const Error& error,
              bool nothing_ran,
              const std::vector<Check*>& sent) {
        const auto failed = std::find_if(sent.begin(), sent.end(), [&](const Check* check) {
            return check->change->name == ref.change && check->package->name == ref.package;
        });
        for (auto check = sent.begin(); check != failed && !nothing_ran; ++check)
            pass(**check);
        (*failed)->done = true;
        report_.failed.push_back({ref, error});
        // What follows in the message is sent again: if many fail, little should.
        constexpr std::size_t careful = 2048;
        options_.first_bytes = careful;
    }

    pg::Connection& connection_;
    BatchOptions options_;
    const Observer& observer_;
    VerifyReport& report_;
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
    batch.total = checks.size();
    VerifyRun{connection, std::move(batch), observer, report}.run(checks);
    sort_failures(packages, report);
    report.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
    return report;
}

}  // namespace pgmeta::engine

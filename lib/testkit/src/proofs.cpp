// SPDX-License-Identifier: MIT
#include "pgmeta/testkit/proofs.hpp"

#include "mutation.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/snapshot/take.hpp"
#include "proof_bench.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace pgmeta::testkit {

using workspace::ScriptKind;
using workspace::Selection;

namespace {

using Clock = std::chrono::steady_clock;

class Prover {
public:
    Prover(const engine::Target& target,
           const workspace::Workspace& workspace,
           const workspace::Package& package,
           const ProofOptions& options,
           const engine::Observer& observer)
        : target_{target},
          workspace_{workspace},
          package_{package},
          options_{options},
          observer_{observer},
          scripts_{package} {}

    std::vector<TestResult> run() {
        if (options_.full_cycle) prove("full-cycle", [this] { full_cycle(); });
        if (options_.each_alone) prove("each-alone", [this] { each_alone(); });
        if (options_.shuffle)
            prove(fmt::format("shuffle {}", *options_.shuffle), [this] { shuffle(); });
        if (options_.mutate) prove("mutate", [this] { mutate(); });
        return std::move(results_);
    }

private:
    template <typename Act>
    void prove(std::string name, Act&& act) {
        const auto start = Clock::now();
        TestResult result;
        result.package = package_.name;
        result.file = fmt::format("{}: {}", package_.name, name);
        result.ran = true;
        results_.push_back(std::move(result));
        try {
            act();
        } catch (const Error& error) {
            if (error.fault() == Fault::interrupted || error.fault() == Fault::terminated) throw;
            fail({package_.plan.file, 1, 1}, error.message(), error.hints());
        }
        results_.back().elapsed =
            std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
    }

    void fail(Location where, std::string message, std::vector<std::string> lines = {}) {
        TestFailure failure;
        failure.where = std::move(where);
        failure.message = std::move(message);
        failure.diagnostics = std::move(lines);
        results_.back().failures.push_back(std::move(failure));
    }

    /// True when the report is good.
    bool good(const engine::Report& report, const std::string& doing) {
        auto failure = failure_of(report, doing);
        if (!failure) return true;
        results_.back().failures.push_back(*std::move(failure));
        return false;
    }

    [[nodiscard]] Bench bench() const {
        return Bench{target_, workspace_, package_, observer_, options_.tool_version};
    }

    void full_cycle() {
        const auto place = bench();
        const auto before = place.snapshot();
        if (!good(place.deploy(), "deploy")) return;
        const auto deployed = place.snapshot();
        if (!good(place.revert(), "revert")) return;
        const auto reverted = place.snapshot();
        if (const auto lines = describe(snapshot::compare(before, reverted), "left", "missing");
            !lines.empty())
            blame(lines);
        if (!good(place.deploy(), "second deploy")) return;
        const auto again =
            describe(snapshot::compare(deployed, place.snapshot()), "new", "missing");
        if (!again.empty())
            fail({package_.plan.file, 1, 1},
                 "the second deploy gives something else than the first", again);
    }

    /// Deploys and reverts every change by itself to see which one leaves something.
    void blame(const std::vector<std::string>& all) {
        const auto place = bench();
        std::size_t found = 0;
        for (std::size_t i = 0; i < package_.plan.changes.size(); ++i) {
            const auto before = place.snapshot();
            if (place.deploy(i).failure) break;
            if (place.revert(i == 0 ? Selection::npos : i - 1).failure) break;
            auto lines = describe(snapshot::compare(before, place.snapshot()), "left", "missing");
            if (!lines.empty()) {
                ++found;
                fail(scripts_.place(i, ScriptKind::revert),
                     fmt::format("the revert script of `{}` does not undo it",
                                 package_.plan.changes[i].name),
                     std::move(lines));
            }
            // What was left would be in the way.
            if (place.deploy(i).failure) break;
        }
        if (found == 0)
            fail({package_.plan.file, 1, 1}, "reverting the package does not undo it", all);
    }

    /// Runs deploy scripts in a transaction that is rolled back.  What failed, and where.
    std::optional<std::pair<std::size_t, TestFailure>> try_out(
        pg::Connection& connection, const std::vector<std::size_t>& order) {
        connection.query("BEGIN");
        std::optional<std::pair<std::size_t, TestFailure>> result;
        for (const auto change : order) {
            auto failure = scripts_.run(connection, change, ScriptKind::deploy);
            if (!failure) continue;
            result.emplace(change, *std::move(failure));
            break;
        }
        connection.query("ROLLBACK");
        return result;
    }

    void each_alone() {
        const auto place = bench();
        auto connection = place.connect();
        for (std::size_t i = 0; i < package_.plan.changes.size(); ++i) {
            auto order = requirement_closure(workspace_, package_, i);
            order.push_back(i);
            auto failed = try_out(connection, order);
            // A requirement that fails is told of by itself.
            if (!failed || failed->first != i) continue;
            failed->second.message =
                fmt::format("`{}` needs more than it requires: {}", package_.plan.changes[i].name,
                            failed->second.message);
            if (const auto missing = find_missing(connection, i); !missing.empty())
                failed->second.diagnostics.push_back(
                    fmt::format("with `{}` it can be deployed", missing));
            results_.back().failures.push_back(std::move(failed->second));
        }
    }

    /// The first earlier change with which `change` can be deployed; empty when none alone helps.
    std::string find_missing(pg::Connection& connection, std::size_t change) {
        const auto declared = requirement_closure(workspace_, package_, change);
        for (std::size_t candidate = 0; candidate < change; ++candidate) {
            std::set<std::size_t> all{declared.begin(), declared.end()};
            if (!all.insert(candidate).second) continue;
            const auto more = requirement_closure(workspace_, package_, candidate);
            all.insert(more.begin(), more.end());
            all.insert(change);
            if (!try_out(connection, {all.begin(), all.end()}))
                return package_.plan.changes[candidate].name;
        }
        return {};
    }

    void shuffle() {
        const auto place = bench();
        auto connection = place.connect();
        const auto order = shuffled_order(workspace_, package_, *options_.shuffle);
        if (auto failed = try_out(connection, order)) {
            const auto& name = package_.plan.changes[failed->first].name;
            failed->second.message =
                fmt::format("`{}` needs more than it requires: {}", name, failed->second.message);
            std::vector<std::string> names;
            names.reserve(order.size());
            for (const auto change : order)
                names.push_back(package_.plan.changes[change].name);
            failed->second.diagnostics.push_back("order: " + join(names, ", "));
            results_.back().failures.push_back(std::move(failed->second));
        }
    }

    /// An object, and the change that made it.
    struct Created {
        snapshot::Object object;
        std::size_t change = 0;
    };

    void mutate() {
        const auto place = bench();
        auto connection = place.connect();
        connection.query("BEGIN");
        std::vector<Created> created;
        auto before = snapshot::take(connection);
        for (std::size_t i = 0; i < package_.plan.changes.size(); ++i) {
            look_at_verify(connection, i);
            if (auto failure = scripts_.run(connection, i, ScriptKind::deploy)) {
                results_.back().failures.push_back(*std::move(failure));
                connection.query("ROLLBACK");
                return;
            }
            auto after = snapshot::take(connection);
            for (auto& object : snapshot::compare(before, after).added)
                created.push_back({std::move(object), i});
            before = std::move(after);
        }
        damage(connection, created);
        connection.query("ROLLBACK");
    }

    /// A script that passes before its change is deployed would pass for ever.
    void look_at_verify(pg::Connection& connection, std::size_t change) {
        if (!scripts_.has(change, ScriptKind::verify) || !verifies(connection, change)) return;
        fail(scripts_.place(change, ScriptKind::verify),
             fmt::format("the verify script of `{}` passes where the change is not deployed",
                         package_.plan.changes[change].name));
    }

    bool verifies(pg::Connection& connection, std::size_t change) {
        connection.query("SAVEPOINT pgmeta_verify");
        const auto failure = scripts_.run(connection, change, ScriptKind::verify);
        connection.query("ROLLBACK TO pgmeta_verify; RELEASE pgmeta_verify");
        return !failure;
    }

    /// Damages each object, looks whether a verify script fails, and mends it again.
    void damage(pg::Connection& connection, const std::vector<Created>& created) {
        std::vector<std::vector<std::string>> unnoticed(package_.plan.changes.size());
        for (const auto& [object, change] : created) {
            for (const auto& mutation : mutations_of(object)) {
                connection.query("SAVEPOINT pgmeta_mutation");
                if (applies(connection, mutation.sql) && !noticed(connection, change))
                    unnoticed[change].push_back(mutation.words);
                connection.query("ROLLBACK TO pgmeta_mutation; RELEASE pgmeta_mutation");
            }
        }
        for (std::size_t i = 0; i < unnoticed.size(); ++i) {
            if (unnoticed[i].empty()) continue;
            const auto kind =
                scripts_.has(i, ScriptKind::verify) ? ScriptKind::verify : ScriptKind::deploy;
            fail(scripts_.place(i, kind),
                 fmt::format("no verify script notices what happens to `{}`",
                             package_.plan.changes[i].name),
                 unnoticed[i]);
        }
    }

    /// False when the server refuses: the object went with another one, or belongs to one.
    static bool applies(pg::Connection& connection, const std::string& sql) {
        try {
            connection.query(sql);
            return true;
        } catch (const Error& error) {
            if (error.fault() != Fault::database) throw;
            return false;
        }
    }

    bool noticed(pg::Connection& connection, std::size_t change) {
        if (scripts_.has(change, ScriptKind::verify) && !verifies(connection, change)) return true;
        for (std::size_t i = 0; i < package_.plan.changes.size(); ++i)
            if (i != change && scripts_.has(i, ScriptKind::verify) && !verifies(connection, i))
                return true;
        return false;
    }

    const engine::Target& target_;
    const workspace::Workspace& workspace_;
    const workspace::Package& package_;
    const ProofOptions& options_;
    const engine::Observer& observer_;
    ScriptBook scripts_;
    std::vector<TestResult> results_;
};

}  // namespace

TestReport prove(const engine::Target& target,
                 const workspace::Workspace& workspace,
                 const std::vector<const workspace::Package*>& packages,
                 const ProofOptions& options,
                 const engine::Observer& observer) {
    const auto start = Clock::now();
    TestReport report;
    report.target = target.info.describe();
    for (const auto* package : packages) {
        auto results = Prover{target, workspace, *package, options, observer}.run();
        std::move(results.begin(), results.end(), std::back_inserter(report.results));
    }
    report.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
    return report;
}

}  // namespace pgmeta::testkit

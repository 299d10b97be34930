// SPDX-License-Identifier: MIT
#include "pgmeta/testkit/run_tests.hpp"

#include "pgmeta/testkit/prepared.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <thread>

namespace pgmeta::testkit {

namespace {

using Clock = std::chrono::steady_clock;

/// One package's tests and where its databases come from.
struct PackageRun {
    const PackageTests* tests = nullptr;
    std::size_t first_result = 0;
    std::unique_ptr<Prepared> prepared;
    std::string ready;  ///< a database that nobody uses yet
};

/// Files of one package that share a database, or follow each other in databases of their own.
struct Unit {
    PackageRun* package = nullptr;
    std::vector<std::size_t> files;
    bool isolated = false;
};

/// Few files are not worth a second database.
constexpr std::size_t files_worth_a_database = 8;

std::vector<Unit> units_of(PackageRun& package, std::size_t jobs) {
    std::vector<std::size_t> shared;
    std::vector<std::size_t> isolated;
    for (std::size_t i = 0; i < package.tests->files.size(); ++i)
        (package.tests->files[i].isolated ? isolated : shared).push_back(i);
    std::vector<Unit> units;
    const auto slices = std::clamp<std::size_t>(shared.size() / files_worth_a_database, 1, jobs);
    for (std::size_t slice = 0; slice < slices && !shared.empty(); ++slice) {
        Unit unit{&package, {}, false};
        for (auto i = slice; i < shared.size(); i += slices)
            unit.files.push_back(shared[i]);
        units.push_back(std::move(unit));
    }
    if (!isolated.empty()) units.push_back({&package, std::move(isolated), true});
    return units;
}

class TestRun {
public:
    TestRun(const engine::Target& target,
            const workspace::Workspace& workspace,
            const TestOptions& options,
            const engine::Observer& observer,
            const std::function<void(const TestResult&)>& done)
        : target_{target},
          workspace_{workspace},
          options_{options},
          observer_{observer},
          done_{done} {}

    TestReport run(const std::vector<PackageTests>& tests) {
        const auto start = Clock::now();
        list(tests);
        try {
            if (prepare()) work();
        } catch (const Error&) {
            clean_up();
            throw;
        }
        clean_up();
        report_.elapsed =
            std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
        return std::move(report_);
    }

private:
    void list(const std::vector<PackageTests>& tests) {
        for (const auto& package : tests) {
            auto& run = packages_.emplace_back(std::make_unique<PackageRun>());
            run->tests = &package;
            run->first_result = report_.results.size();
            for (const auto& file : package.files) {
                auto& result = report_.results.emplace_back();
                result.package = package.package->name;
                result.file = file.shown;
                result.isolated = file.isolated;
            }
        }
    }

    /// Makes the first database of every package.  False when a deployment failed.
    bool prepare() {
        for (const auto& package : packages_) {
            Recipe recipe;
            recipe.roots.push_back({package->tests->package, workspace::Selection::npos});
            if (package->tests->use_pgtap()) recipe.extensions.emplace_back("pgtap");
            recipe.verify = options_.verify;
            package->prepared = std::make_unique<Prepared>(target_, workspace_, recipe, observer_,
                                                           options_.tool_version);
            if (package->tests->use_pgtap()) require_pgtap(package->prepared->maintenance());
            auto made = package->prepared->make_checked(package->prepared->scratch_name(),
                                                        DatabaseKind::scratch);
            report_.target = package->prepared->maintenance().describe();
            if (made.report && made.report->failure) {
                report_.deployment = std::move(made.report);
                return false;
            }
            package->ready = made.name;
        }
        return true;
    }

    static void require_pgtap(pg::Connection& connection) {
        const auto found =
            connection.query("SELECT FROM pg_catalog.pg_available_extensions WHERE name = 'pgtap'");
        if (found.rows() == 1) return;
        const auto major = connection.server_version() / 10000;
        throw Error{Fault::environment, "pgtap-missing",
                    "tests call pgTAP, and the server does not have the extension"}
            .hint(fmt::format("on Debian and Ubuntu: apt-get install postgresql-{}-pgtap", major));
    }

    void work() {
        for (const auto& package : packages_)
            for (auto& unit : units_of(*package, options_.jobs))
                units_.push_back(std::move(unit));
        std::vector<std::thread> workers;
        const auto count = std::min(std::max<std::size_t>(options_.jobs, 1), units_.size());
        active_ = count;
        for (std::size_t i = 0; i < count; ++i)
            workers.emplace_back([this] { work_off(); });
        wait_for_workers();
        for (auto& worker : workers)
            worker.join();
        if (target_.interrupts != nullptr) target_.interrupts->check();
        if (failure_) throw std::move(*failure_);
    }

    /// Watches for signals meanwhile: the workers do not.
    void wait_for_workers() {
        constexpr std::chrono::milliseconds look{50};
        std::unique_lock lock{mutex_};
        while (!finished_.wait_for(lock, look, [this] { return active_ == 0; })) {
            if (target_.interrupts == nullptr || target_.interrupts->take() == 0 || stop_) continue;
            stop_ = true;
            cancel(pids_);
        }
    }

    void cancel(const std::vector<int>& pids) {
        auto quiet = target_;
        quiet.interrupts = nullptr;
        quiet.info.set("dbname", "postgres");
        auto connection = engine::connect(quiet, "test");
        for (const int pid : pids)
            connection.query(fmt::format("SELECT pg_catalog.pg_cancel_backend({})", pid));
    }

    void work_off() {
        try {
            while (auto* unit = take_unit()) {
                if (unit->isolated)
                    run_isolated(*unit);
                else
                    run_shared(*unit);
            }
        } catch (const Error& error) {
            const std::lock_guard lock{mutex_};
            stop_ = true;
            if (!failure_) failure_ = error;
        }
        const std::lock_guard lock{mutex_};
        --active_;
        finished_.notify_all();
    }

    Unit* take_unit() {
        const std::lock_guard lock{mutex_};
        if (stop_ || next_unit_ == units_.size()) return nullptr;
        return &units_[next_unit_++];
    }

    std::string make_database(PackageRun& package) {
        const std::lock_guard lock{databases_};
        if (!package.ready.empty()) return std::exchange(package.ready, {});
        auto made = package.prepared->make_scratch();
        if (made.report && made.report->failure) throw std::move(*made.report->failure);
        return made.name;
    }

    /// A database that is dropped at the end of the block, whatever ends it.
    class Lent {
    public:
        Lent(TestRun& run, PackageRun& package, std::string name)
            : run_{run}, package_{package}, name_{std::move(name)} {}

        ~Lent() {
            if (run_.options_.keep) return;
            const std::lock_guard lock{run_.databases_};
            try {
                package_.prepared->drop(name_);
            } catch (const Error&) {
                // `db gc` finds it by its mark.
                return;
            }
        }

        Lent(const Lent&) = delete;
        Lent& operator=(const Lent&) = delete;

        [[nodiscard]] const std::string& name() const { return name_; }

    private:
        TestRun& run_;
        PackageRun& package_;
        std::string name_;
    };

    pg::Connection open(const PackageRun& package, const std::string& database) {
        auto target = package.prepared->target_of(database);
        target.interrupts = nullptr;
        auto connection = engine::connect(target, "test");
        const std::lock_guard lock{mutex_};
        pids_.push_back(connection.backend_pid());
        return connection;
    }

    void run_shared(const Unit& unit) {
        const Lent database{*this, *unit.package, make_database(*unit.package)};
        auto connection = open(*unit.package, database.name());
        for (const auto file : unit.files) {
            if (stop_) break;
            run_one(*unit.package, connection, file);
            // A test may end its own session; the next one gets another.
            if (!connection.is_open()) connection = open(*unit.package, database.name());
        }
        connection.close();
    }

    /// While a file runs, the database of the next one is made.
    void run_isolated(const Unit& unit) {
        auto& package = *unit.package;
        const auto make = [this, &package] {
            return std::make_unique<Lent>(*this, package, make_database(package));
        };
        auto next = std::async(std::launch::async, make);
        for (std::size_t i = 0; i < unit.files.size() && !stop_; ++i) {
            const auto database = next.get();
            if (i + 1 < unit.files.size()) next = std::async(std::launch::async, make);
            auto connection = open(package, database->name());
            run_one(package, connection, unit.files[i]);
            connection.close();
        }
    }

    void run_one(const PackageRun& package, pg::Connection& connection, std::size_t file) {
        auto& result = report_.results[package.first_result + file];
        const auto& test = package.tests->files[file];
        try {
            auto outcome = run_file(connection, test);
            outcome.package = result.package;
            result = std::move(outcome);
        } catch (const Error& error) {
            if (stop_ || connection.is_open()) throw;
            result.ran = true;
            result.failures.push_back(
                {test.place(0), error.message(), {}, std::string{error.sqlstate()}, {}, {}});
        }
        if (!done_) return;
        const std::lock_guard lock{mutex_};
        done_(result);
    }

    void clean_up() {
        if (options_.keep) return;
        for (const auto& package : packages_)
            if (!package->ready.empty()) package->prepared->drop(package->ready);
    }

    const engine::Target& target_;
    const workspace::Workspace& workspace_;
    const TestOptions& options_;
    const engine::Observer& observer_;
    const std::function<void(const TestResult&)>& done_;
    TestReport report_;
    std::vector<std::unique_ptr<PackageRun>> packages_;
    std::vector<Unit> units_;
    std::mutex databases_;  ///< the sessions that make databases
    std::mutex mutex_;      ///< everything below
    std::condition_variable finished_;
    std::size_t next_unit_ = 0;
    std::size_t active_ = 0;
    std::vector<int> pids_;
    std::atomic<bool> stop_ = false;
    std::optional<Error> failure_;
};

}  // namespace

std::size_t TestReport::failed() const {
    return static_cast<std::size_t>(std::count_if(
        results.begin(), results.end(), [](const TestResult& result) { return !result.passed(); }));
}

TestReport run_tests(const engine::Target& target,
                     const workspace::Workspace& workspace,
                     const std::vector<PackageTests>& tests,
                     const TestOptions& options,
                     const engine::Observer& observer,
                     const std::function<void(const TestResult&)>& done) {
    return TestRun{target, workspace, options, observer, done}.run(tests);
}

}  // namespace pgmeta::testkit

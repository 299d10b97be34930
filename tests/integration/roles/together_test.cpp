// SPDX-License-Identifier: MIT
#include "pgmeta_test/files.hpp"
#include "pgpm_sql.hpp"
#include "roles_world.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <set>
#include <sstream>
#include <string_view>
#include <thread>

// Many processes change the same roles at once, and none of ours fails.

namespace pgmeta::test {

namespace {

using Clock = std::chrono::steady_clock;

class RolesTogether : public RolesTest {};

void expect_all_succeeded(const std::vector<ProcessResult>& results) {
    for (const auto& result : results)
        EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
}

std::string pid_of(const std::string& line) {
    const auto begin = line.find('[');
    return line.substr(begin + 1, line.find(']', begin) - begin - 1);
}

/// By the server's log, at least two transactions of pgmeta about roles were open at once.
testing::AssertionResult overlapped(std::size_t mark) {
    std::set<std::string> open;
    std::istringstream log{server_log_since(mark)};
    for (std::string line; std::getline(log, line);) {
        if (line.find("app=pgmeta admin-users") == std::string::npos) continue;
        if (line.find("statement: BEGIN;SET TRANSACTION") != std::string::npos)
            open.insert(pid_of(line));
        if (line.find("statement: COMMIT") != std::string::npos) open.erase(pid_of(line));
        if (open.size() >= 2) return testing::AssertionSuccess();
    }
    return testing::AssertionFailure() << "no two transactions were open at once";
}

/// As run_together, and everybody is held back until at least two wait: whether they overlap is
/// then no matter of luck.
std::vector<ProcessResult> run_held_back(TestDatabase& database,
                                         int times,
                                         const std::vector<std::string>& argv) {
    auto gate = database.connect();
    gate.query("BEGIN; LOCK TABLE pg_authid IN SHARE ROW EXCLUSIVE MODE");
    std::thread opener{[&] {
        const bool waiting =
            eventually(database, "SELECT count(*) >= 2 FROM pg_locks WHERE NOT granted");
        gate.query("COMMIT");
        EXPECT_TRUE(waiting) << "nobody waited for the lock on pg_authid";
    }};
    auto results = run_together(times, argv);
    opener.join();
    return results;
}

constexpr auto orphans =
    "SELECT count(*) FROM pg_auth_members m WHERE NOT EXISTS"
    " (SELECT FROM pg_authid WHERE oid = m.member) OR NOT EXISTS"
    " (SELECT FROM pg_authid WHERE oid = m.roleid)";

TEST_F(RolesTogether, ThirtyTwoBootstrapAFreshClusterAndAgain) {
    const auto mark = server_log_mark();
    const auto bootstrap = pgmeta_argv({"admin-users", "bootstrap", "--client"});
    expect_all_succeeded(run_held_back(database, 32, bootstrap));
    EXPECT_EQ(shape("anonymous"), ":");
    EXPECT_EQ(shape("authenticated"), ":");
    EXPECT_EQ(shape("administrator"), "B:");
    EXPECT_EQ(shape("authenticated_client"), ":authenticated");
    EXPECT_TRUE(overlapped(mark));
    expect_all_succeeded(run_together(32, bootstrap));
    EXPECT_EQ(shape("administrator"), "B:");
}

TEST_F(RolesTogether, ThirtyTwoPastesOfThePrintedSqlBootstrapAFreshCluster) {
    TempDir folder;
    write_file(folder / "bootstrap.sql", done({"bootstrap", "--client", "--print-sql"}));
    expect_all_succeeded(run_together(32, {"psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d",
                                           "postgres", "-f", (folder / "bootstrap.sql").string()}));
    EXPECT_EQ(shape("authenticated_client"), ":authenticated");
}

TEST_F(RolesTogether, SixteenBootstrapAFreshClusterNextToSixteenOfPgpm) {
    const auto sql = PgpmSql::of("nobody").bootstrap;
    std::vector<Process> theirs;
    for (int i = 0; i < 16; ++i)
        theirs.emplace_back(std::vector<std::string>{
            "psql", "-X", "-q", "-d", i % 2 == 0 ? "postgres" : database.name(), "-c", sql});
    expect_all_succeeded(run_together(16, pgmeta_argv({"admin-users", "bootstrap"})));
    for (auto& one : theirs)
        one.wait();
    EXPECT_EQ(shape("anonymous"), ":");
    EXPECT_EQ(shape("administrator"), "B:");
}

/// Whoever looks for a deadlock first loses it: `ops` after a second, this one never.
void deadlock_until(const std::stop_token& stop, TestDatabase& database) {
    Session rival{"dbname=postgres"};
    rival.query("SET deadlock_timeout = '1h'; BEGIN; LOCK TABLE pg_authid IN EXCLUSIVE MODE");
    while (!stop.stop_requested()) {
        const auto waits = database.value(
            "SELECT count(*) FROM pg_locks, pg_sleep(0.01)"
            " WHERE NOT granted AND relation = 'pg_authid'::regclass");
        if (waits == "0") continue;
        rival.query(
            "SELECT pg_advisory_lock(42, hashtext('app'));"
            "SELECT pg_advisory_unlock(42, hashtext('app'))");
    }
}

TEST_F(RolesTogether, ARaceThatIsLostTwentyTimesIsReported) {
    done({"bootstrap"});
    database.query("CREATE ROLE ops LOGIN CREATEROLE; ALTER ROLE ops SET deadlock_timeout = '1s'");
    ProcessResult result;
    {
        std::jthread rival{[&](const std::stop_token& stop) { deadlock_until(stop, database); }};
        result = roles({"add", "--username", "app", "--no-password"}, {.env = {{"PGUSER", "ops"}}});
    }
    EXPECT_EQ(result.exit_code, 1) << result.out;
    EXPECT_THAT(result.err, testing::HasSubstr("error[role-race]"));
    EXPECT_EQ(shape("app"), "");
}

TEST_F(RolesTogether, ThirtyTwoAddOneUser) {
    done({"bootstrap"});
    const auto results = run_together(
        32, pgmeta_argv({"admin-users", "add", "--username", "one", "--password", "same"}));
    expect_all_succeeded(results);
    const auto saying = [&](std::string_view words) {
        return std::count_if(results.begin(), results.end(), [&](const ProcessResult& result) {
            return result.out.find(words) != std::string::npos;
        });
    };
    EXPECT_EQ(saying("set the password of one"), 1);
    EXPECT_EQ(saying("the password of one is left as it is"), 31);
    EXPECT_EQ(shape("one"), "L:anonymous,authenticated");
    EXPECT_TRUE(can_log_in("one", "same"));
}

/// What one of many workers does, again and again.
struct Storm {
    std::vector<std::string> databases{};
    std::string user = "postgres";  ///< who changes the roles
    bool apart = false;             ///< ours have no common maintenance database either
    bool half_pgpm = false;         ///< every second worker runs pgpm's SQL
    std::chrono::seconds time{20};
    std::vector<PgpmSql> pgpm{};  ///< by user
};

struct StormResult {
    std::vector<std::string> failures;
    int ours = 0;
    int others = 0;
};

constexpr int workers = 64;
constexpr int users = 6;

std::string storm_user(int i) {
    return "storm_" + std::to_string(i % users);
}

class Worker {
public:
    Worker(const Storm& storm, int number, StormResult& result, std::mutex& mutex)
        : storm_{storm}, number_{number}, result_{result}, mutex_{mutex} {}

    void run_until(Clock::time_point end) {
        for (int round = number_; Clock::now() < end; ++round) {
            const bool add = (round / users + number_) % 2 == 0;
            if (storm_.half_pgpm && number_ % 2 == 1)
                run_pgpm(storm_.pgpm[static_cast<std::size_t>(round % users)], add);
            else
                run_ours(storm_user(round), add);
        }
    }

private:
    [[nodiscard]] const std::string& database() const {
        return storm_.databases[static_cast<std::size_t>(number_ / 2) % storm_.databases.size()];
    }

    void run_ours(const std::string& user, bool add) {
        std::vector<std::string> words{"admin-users", add ? "add" : "remove", "--username",
                                       user,          "--database",           database(),
                                       "--yes"};
        if (add) words.emplace_back("--no-password");
        if (storm_.apart) words.push_back("--maintenance-db=" + database());
        const auto result = run_pgmeta(words, {.env = {{"PGUSER", storm_.user}}});
        const std::lock_guard lock{mutex_};
        ++result_.ours;
        if (result.exit_code != 0) result_.failures.push_back(result.out + result.err);
    }

    void run_pgpm(const PgpmSql& sql, bool add) {
        run({"psql", "-X", "-q", "-d", database(), "-c", add ? sql.add : sql.remove},
            {.env = {{"PGUSER", storm_.user}}});
        const std::lock_guard lock{mutex_};
        ++result_.others;
    }

    const Storm& storm_;
    int number_;
    StormResult& result_;
    std::mutex& mutex_;
};

StormResult rage(const Storm& storm) {
    StormResult result;
    std::mutex mutex;
    const auto end = Clock::now() + storm.time;
    std::vector<std::jthread> threads;
    for (int i = 0; i < workers; ++i)
        threads.emplace_back([&, i] { Worker{storm, i, result, mutex}.run_until(end); });
    threads.clear();
    return result;
}

class RoleStorm : public RolesTest {
protected:
    RoleStorm() {
        done({"bootstrap"});
        database.query("CREATE ROLE storm_ops LOGIN CREATEROLE");
    }

    /// Runs the storm, then brings every user to a known end.
    void expect_calm_after(Storm storm) {
        storm.databases = {database.name(), second_.name()};
        for (int i = 0; i < users && storm.half_pgpm; ++i)
            storm.pgpm.push_back(PgpmSql::of(storm_user(i)));
        const auto mark = server_log_mark();
        const auto result = rage(storm);
        RecordProperty("ours", result.ours);
        RecordProperty("others", result.others);
        EXPECT_THAT(result.failures, testing::IsEmpty()) << "of " << result.ours;
        EXPECT_GE(result.ours, workers / 2);
        EXPECT_TRUE(overlapped(mark));
        const ProcessOptions as{.env = {{"PGUSER", storm.user}}};
        for (int i = 0; i < users; ++i) {
            const auto user = storm_user(i);
            if (i % 2 == 0)
                done({"add", "--username", user, "--no-password"}, as);
            else
                done({"remove", "--username", user, "--yes"}, as);
            EXPECT_EQ(shape(user), i % 2 == 0 ? "L:anonymous,authenticated" : "");
        }
        if (!storm.half_pgpm && !storm.apart) {
            EXPECT_EQ(database.value(orphans), "0");
        }
    }

private:
    TestDatabase second_;
};

TEST_F(RoleStorm, OfSuperusersInTwoDatabasesLeavesAnExactState) {
    expect_calm_after({});
}

TEST_F(RoleStorm, OfCreaterolesInTwoDatabasesLeavesAnExactState) {
    expect_calm_after({.user = "storm_ops"});
}

TEST_F(RoleStorm, OfCreaterolesWithoutACommonDatabaseLeavesAnExactState) {
    expect_calm_after({.user = "storm_ops", .apart = true, .time = std::chrono::seconds{10}});
}

TEST_F(RoleStorm, OfSuperusersIsCalmNextToPgpm) {
    expect_calm_after({.half_pgpm = true});
}

TEST_F(RoleStorm, OfCreaterolesIsCalmNextToPgpm) {
    expect_calm_after({.user = "storm_ops", .half_pgpm = true});
}

}  // namespace

}  // namespace pgmeta::test

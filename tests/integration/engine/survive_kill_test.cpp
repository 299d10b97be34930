// SPDX-License-Identifier: MIT
#include "pgmeta/base/files.hpp"
#include "survive.hpp"
#include "throwaway_cluster.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <chrono>
#include <regex>
#include <signal.h>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <unistd.h>

// kill -9 of pgmeta and of the server at any moment.

namespace pgmeta::test {
namespace {

using Clock = std::chrono::steady_clock;
using testing::AllOf;
using testing::HasSubstr;

constexpr int kills = 10;
constexpr int changes = kills + 2;

/// Every script counts itself in a sequence, which no rollback takes back, and takes its time.
WorkspaceBuilder counting_workspace(const TempDir& dir) {
    WorkspaceBuilder builder{dir.path()};
    builder.package("a");
    for (int i = 1; i <= changes; ++i)
        builder.change(fmt::format("c{}", i),
                       fmt::format("SELECT nextval('moment');\nSELECT pg_sleep(0.05);\n"
                                   "CREATE TABLE c{} ();\n",
                                   i),
                       fmt::format("DROP TABLE c{};\n", i));
    return builder;
}

/// True when the server ended this session of pgmeta because of its client, inside a transaction.
bool died_in_transaction(const std::string& log, const std::string& pid) {
    const std::regex line{fmt::format(
        R"(\[{}\] xid=[1-9][0-9]* app=pgmeta deploy .*)"
        R"((connection to client lost|unexpected EOF on client connection with an open )"
        R"(transaction|terminating connection because))",
        pid)};
    return std::regex_search(log, line);
}

TEST(SurviveKill, PgmetaKilledAtTenMomentsLeavesNothingAndThenDeploys) {
    const TempDir dir;
    const auto root = counting_workspace(dir).write();
    TestDatabase database;
    database.query("CREATE SEQUENCE moment");
    const auto before = dump_schema(database.name());
    const auto mark = server_log_mark();
    std::vector<std::string> pids;
    for (int moment = 1; moment <= kills; ++moment) {
        const auto target = std::stoi(database.value("SELECT CASE WHEN is_called THEN last_value "
                                                     "ELSE 0 END FROM moment")) +
                            moment;
        auto process = start_deploy(root, database.url());
        ASSERT_TRUE(eventually(
            database, fmt::format("SELECT is_called AND last_value >= {} FROM moment", target)));
        pids.push_back(working_pid(database));
        process.kill(SIGKILL);
        EXPECT_EQ(process.wait().signal, SIGKILL);
        ASSERT_TRUE(eventually(database, no_deployer));
        ASSERT_FALSE(has_ledger(database)) << "after kill " << moment;
    }
    const auto log = server_log_since(mark);
    const auto inside = std::count_if(pids.begin(), pids.end(), [&](const std::string& pid) {
        return died_in_transaction(log, pid);
    });
    EXPECT_GE(inside, 8);
    EXPECT_EQ(dump_schema(database.name()), before);

    const auto result = deploy_in(root, database.url());
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(database.value("SELECT count(*) FROM pgpm_migrate.changes"), std::to_string(changes));
    EXPECT_EQ(on_target(root, "status", database.url(), {"--exit-code"}).exit_code, 0);
}

class SurviveKilledDeployer : public testing::Test {
protected:
    /// Seconds until the lock is free.
    double time_to_free_lock() {
        const auto start = Clock::now();
        EXPECT_TRUE(eventually(database_, lock_is_free));
        return std::chrono::duration<double>(Clock::now() - start).count();
    }

    TempDir dir_;
    TestDatabase database_;
    std::filesystem::path root_ =
        WorkspaceBuilder{dir_.path()}
            .package("a")
            .change("long", "CREATE TABLE t ();\nSELECT pg_sleep(30);\n", "DROP TABLE t;\n")
            .write();
};

TEST_F(SurviveKilledDeployer, LockOfAWorkingOneIsFreeWithinFiveSeconds) {
    auto process = start_deploy(root_, database_.url());
    ASSERT_TRUE(eventually(database_, deployer_sleeps));
    EXPECT_EQ(database_.value(lock_is_free), "f");
    process.kill(SIGKILL);
    process.wait();
    EXPECT_LT(time_to_free_lock(), 5);
    EXPECT_FALSE(has_ledger(database_));
}

TEST_F(SurviveKilledDeployer, LockIsFreeAlsoWhenTheServerIsBusyComputing) {
    const TempDir dir;
    const auto root =
        WorkspaceBuilder{dir.path()}
            .package("b")
            .change("busy", "DO $$ BEGIN FOR i IN 1..2000000000 LOOP NULL; END LOOP; END $$;\n",
                    "SELECT 1;\n")
            .write();
    auto process = start_deploy(root, database_.url());
    ASSERT_TRUE(
        eventually(database_,
                   "SELECT EXISTS (SELECT FROM pg_stat_activity "
                   "WHERE datname = current_database() AND state = 'active' "
                   "AND application_name = 'pgmeta deploy' AND query LIKE '%2000000000%')"));
    process.kill(SIGKILL);
    process.wait();
    EXPECT_LT(time_to_free_lock(), 5);
}

TEST_F(SurviveKilledDeployer, WaitingOneLeavesTheWorkingOneAlone) {
    const TempDir dir;
    const auto root = WorkspaceBuilder{dir.path()}
                          .package("b")
                          .change("gated", "SELECT pg_advisory_xact_lock(77);\n", "SELECT 1;\n")
                          .write();
    auto gate = database_.connect();
    gate.query("SELECT pg_advisory_lock(77)");
    auto worker = start_deploy(root, database_.url());
    ASSERT_TRUE(eventually(database_, std::string{"SELECT NOT ("} + lock_is_free + ")"));
    auto waiter = start_deploy(root, database_.url());
    ASSERT_TRUE(waiter.wait_for("waiting for another deployer"));
    waiter.kill(SIGKILL);
    waiter.wait();
    EXPECT_TRUE(eventually(database_,
                           "SELECT count(*) = 1 FROM pg_stat_activity "
                           "WHERE datname = current_database() "
                           "AND application_name = 'pgmeta deploy'"));
    gate.query("SELECT pg_advisory_unlock(77)");
    EXPECT_EQ(worker.wait().exit_code, 0);
    EXPECT_LT(time_to_free_lock(), 5);
    EXPECT_EQ(deployed(database_), "b:gated");
}

/// A server of the test's own that is killed and comes back.
class KillableServer {
public:
    KillableServer() {
        auto session = cluster_.connect();
        data_ = session.value("SHOW data_directory");
        socket_lock_ = session.value("SHOW unix_socket_directories") + "/.s.PGSQL." +
                       session.value("SHOW port") + ".lock";
        pg_ctl_ = session.value("SELECT setting FROM pg_config WHERE name = 'BINDIR'") + "/pg_ctl";
    }

    [[nodiscard]] std::string url() const { return cluster_.url(); }

    [[nodiscard]] Session connect() const { return cluster_.connect(); }

    /// kill -9 of the postmaster and all its processes.
    void kill() const {
        const int postmaster = std::stoi(read_file(lock_file()));
        auto pids = children(postmaster);
        pids.insert(pids.begin(), postmaster);
        for (const int pid : pids)
            ::kill(pid, SIGKILL);
        for (const int pid : pids)
            wait_until_gone(pid);
        // Where nobody collects dead processes, the next server would take this one for alive.
        std::filesystem::remove(lock_file());
        std::filesystem::remove(socket_lock_);
    }

    void start_again() const {
        std::vector<std::string> argv;
        if (::geteuid() == 0) argv = {"runuser", "-u", "postgres", "--"};
        for (const auto& word : {pg_ctl_, std::string{"-D"}, data_, std::string{"-l"},
                                 data_ + "/second_log", std::string{"-w"}, std::string{"start"}})
            argv.push_back(word);
        const auto started = run(argv, {.cwd = "/"});
        if (started.exit_code != 0) throw std::runtime_error{started.out + started.err};
    }

private:
    [[nodiscard]] std::filesystem::path lock_file() const { return data_ + "/postmaster.pid"; }

    static std::vector<int> children(int pid) {
        std::istringstream list{read_file(fmt::format("/proc/{0}/task/{0}/children", pid))};
        std::vector<int> pids;
        for (int child = 0; list >> child;)
            pids.push_back(child);
        return pids;
    }

    /// Gone, or dead and not yet collected by its parent.
    static void wait_until_gone(int pid) {
        const auto path = fmt::format("/proc/{}/stat", pid);
        for (int i = 0; i < 1000; ++i) {
            const auto state = read_file_if_exists(path);
            if (!state || state->find(") Z ") != std::string::npos) return;
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
        throw std::runtime_error{fmt::format("process {} does not end", pid)};
    }

    ThrowawayCluster cluster_;
    std::string data_;
    std::string socket_lock_;
    std::string pg_ctl_;
};

class SurviveServer : public testing::Test {
protected:
    TempDir dir_;
    KillableServer server_;
};

TEST_F(SurviveServer, KilledInMidDeploymentHasNothingWhenItIsBack) {
    const auto root =
        WorkspaceBuilder{dir_.path()}
            .package("a")
            .change("one")
            .change("slow", "CREATE TABLE slow ();\nSELECT pg_sleep(30);\n", "DROP TABLE slow;\n")
            .write();
    auto process = start_deploy(root, server_.url());
    {
        auto session = server_.connect();
        ASSERT_TRUE(eventually(session, deployer_sleeps)) << process.err();
    }
    server_.kill();
    const auto result = process.wait();
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err,
                AllOf(HasSubstr("error[connection-lost]"), HasSubstr("Nothing was deployed"),
                      HasSubstr("2 changes were rolled back.")));

    server_.start_again();
    auto session = server_.connect();
    EXPECT_EQ(session.value("SELECT to_regnamespace('pgpm_migrate') IS NULL"), "t");
    EXPECT_EQ(session.value("SELECT to_regclass('\"a/one\"') IS NULL"), "t");
    EXPECT_EQ(session.value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"), "0");
}

// The deferred trigger sleeps at COMMIT: the server dies there and comes back.
TEST_F(SurviveServer, KilledDuringCommitIsAskedAgainWhenItIsBack) {
    const auto root =
        WorkspaceBuilder{dir_.path()}
            .package("a")
            .change("slow",
                    "CREATE TABLE slow (id int);\n"
                    "CREATE FUNCTION nap() RETURNS trigger LANGUAGE plpgsql\n"
                    "AS $$ BEGIN PERFORM pg_sleep(30); RETURN NULL; END $$;\n"
                    "CREATE CONSTRAINT TRIGGER nap AFTER INSERT ON slow\n"
                    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION nap();\n"
                    "INSERT INTO slow VALUES (1);\n",
                    "DROP TABLE slow;\n")
            .write();
    auto process = start_deploy(root, server_.url());
    {
        auto session = server_.connect();
        ASSERT_TRUE(eventually(session, deployer_sleeps)) << process.err();
    }
    server_.kill();
    server_.start_again();
    const auto result = process.wait();
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, AllOf(HasSubstr("during COMMIT"), HasSubstr("nothing was committed")));
}

}  // namespace
}  // namespace pgmeta::test

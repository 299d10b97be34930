// SPDX-License-Identifier: MIT
#include "survive.hpp"

#include <gmock/gmock.h>

#include <algorithm>

// Any number of deployers at once: one works, the others wait and say for whom, none fails because
// of another.

namespace pgmeta::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr int crowd = 8;

std::filesystem::path slow_workspace(const TempDir& dir) {
    return WorkspaceBuilder{dir.path()}
        .package("a")
        .change("slow", wait_for_deployers(crowd) + "SELECT pg_sleep(2);\nCREATE TABLE slow ();\n",
                "DROP TABLE slow;\n")
        .change("quick", {"slow"})
        .package("b", {"a"})
        .change("last", {"a:quick"})
        .write();
}

/// Who did not wait, and whether the others waited for one and the same.
void expect_one_worker(const std::vector<ProcessResult>& results) {
    int waited = 0;
    int worked = 0;
    for (const auto& result : results) {
        EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
        if (result.out.find("3 changes of 2 packages deployed") != std::string::npos) {
            ++worked;
            EXPECT_THAT(result.err, Not(HasSubstr("waiting")));
            continue;
        }
        ++waited;
        EXPECT_THAT(result.out, HasSubstr("3 changes"));
        EXPECT_THAT(result.err, AllOf(HasSubstr("waiting for another deployer: pid "),
                                      HasSubstr("user postgres, application pgmeta deploy, "),
                                      HasSubstr("since 2")));
    }
    EXPECT_EQ(worked, 1);
    EXPECT_EQ(waited, crowd - 1);
}

void expect_one_set_of_rows(TestDatabase& database) {
    EXPECT_EQ(deployed(database), "a:slow a:quick b:last");
    const Rows one_of_each{
        {"deploy", "slow", "NULL"}, {"deploy", "quick", "NULL"}, {"deploy", "last", "NULL"}};
    EXPECT_EQ(database.query("SELECT event_type, change_name, error_code FROM pgpm_migrate.events "
                             "ORDER BY event_id"),
              one_of_each);
    EXPECT_EQ(database.value("SELECT count(*) FROM pgpm_migrate.packages"), "2");
    EXPECT_EQ(database.value("SELECT count(*) FROM pgpm_migrate.dependencies"), "2");
    EXPECT_EQ(database.value("SELECT count(*) FROM pgmeta.deployed_change"), "3");
    EXPECT_EQ(database.value("SELECT count(*) FROM pgmeta.deployment"), "1");
}

TEST(SurviveConcurrency, EightDeployersShareOneDatabase) {
    const TempDir dir;
    const auto root = slow_workspace(dir);
    TestDatabase database;
    expect_one_worker(deploy_together(crowd, root, database.url()));
    expect_one_set_of_rows(database);
}

TEST(SurviveConcurrency, EightDeployersCreateOneDatabase) {
    const TempDir dir;
    const auto root = slow_workspace(dir);
    TestDatabase database{unique_name("created"), false};
    const auto results = deploy_together(crowd, root, database.url(), {"--createdb"});
    expect_one_worker(results);
    EXPECT_EQ(std::count_if(results.begin(), results.end(),
                            [](const ProcessResult& result) {
                                return result.out.find("database created") != std::string::npos;
                            }),
              1);
    expect_one_set_of_rows(database);
}

TEST(SurviveConcurrency, DeployersThatCommitChangeByChangeTakeTurns) {
    const TempDir dir;
    WorkspaceBuilder builder{dir.path()};
    builder.package("a");
    std::string all;
    for (int i = 1; i <= 6; ++i) {
        const auto name = "c" + std::to_string(i);
        builder.change(name, "SELECT pg_sleep(0.1);\nCREATE TABLE " + name + " ();\n",
                       "DROP TABLE " + name + ";\n");
        all += (all.empty() ? "a:" : " a:") + name;
    }
    const auto root = builder.write();
    TestDatabase database;
    auto first = start_deploy(root, database.url(), {"--tx=change"});
    auto second = start_deploy(root, database.url(), {"--tx=change"});
    for (auto* process : {&first, &second}) {
        const auto result = process->wait();
        EXPECT_EQ(result.exit_code, 0) << result.err;
    }
    EXPECT_EQ(deployed(database), all);
    EXPECT_EQ(database.value("SELECT count(*) FROM pgpm_migrate.events"), "6");
}

/// A workspace whose deployment goes on until the test lets go of advisory lock 77.
std::filesystem::path gated_workspace(const TempDir& dir) {
    return WorkspaceBuilder{dir.path()}
        .package("a")
        .change("gated", "SELECT pg_advisory_xact_lock(77);\nCREATE TABLE gated ();\n",
                "DROP TABLE gated;\n")
        .write();
}

const char* const deployer_at_gate =
    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() "
    "AND application_name = 'pgmeta deploy' AND wait_event = 'advisory')";

TEST(SurviveConcurrency, LockWaitEndsWithSixNamingTheHolder) {
    const TempDir dir;
    const auto root = gated_workspace(dir);
    TestDatabase database;
    auto gate = database.connect();
    gate.query("SELECT pg_advisory_lock(77)");
    auto holder = start_deploy(root, database.url());
    ASSERT_TRUE(eventually(database, deployer_at_gate));
    const auto pid = working_pid(database);

    const auto at_once = deploy_in(root, database.url(), {"--lock-wait", "0"});
    EXPECT_EQ(at_once.exit_code, 6);
    EXPECT_THAT(at_once.err, AllOf(HasSubstr("error[lock-not-had]"),
                                   HasSubstr("process " + pid + " of user `postgres`"),
                                   HasSubstr("`pgmeta deploy`"), HasSubstr("--lock-wait")));
    EXPECT_LT(at_once.seconds, 5);

    const auto bounded = deploy_in(root, database.url(), {"--lock-wait", "1s"});
    EXPECT_EQ(bounded.exit_code, 6);
    EXPECT_THAT(bounded.err, AllOf(HasSubstr("waiting for another deployer: pid " + pid),
                                   HasSubstr("error[lock-not-had]"),
                                   HasSubstr("process " + pid + " of user `postgres`")));
    EXPECT_GE(bounded.seconds, 1);

    const auto json = deploy_in(root, database.url(), {"--lock-wait", "0", "--json"});
    EXPECT_EQ(json.exit_code, 6);
    EXPECT_THAT(json.out, AllOf(HasSubstr("\"id\": \"lock-not-had\""), HasSubstr(pid)));

    gate.query("SELECT pg_advisory_unlock(77)");
    EXPECT_EQ(holder.wait().exit_code, 0);
    EXPECT_EQ(deployed(database), "a:gated");
}

TEST(SurviveConcurrency, WaitersHoldNoTransactionThatWouldBlockAnIndexBuild) {
    const TempDir dir;
    const auto root = gated_workspace(dir);
    TestDatabase database;
    database.query("CREATE TABLE t (id int)");
    auto gate = database.connect();
    gate.query("SELECT pg_advisory_lock(77)");
    auto holder = start_deploy(root, database.url());
    ASSERT_TRUE(eventually(database, deployer_at_gate));
    auto waiter = start_deploy(root, database.url());
    ASSERT_TRUE(waiter.wait_for("waiting for another deployer"));

    EXPECT_TRUE(eventually(database,
                           "SELECT count(*) = 1 FROM pg_stat_activity "
                           "WHERE datname = current_database() "
                           "AND application_name = 'pgmeta deploy' AND state = 'idle'"));
    gate.query("SELECT pg_advisory_unlock(77)");
    EXPECT_EQ(holder.wait().exit_code, 0);
    EXPECT_EQ(waiter.wait().exit_code, 0);
}

TEST(SurviveConcurrency, DeployersOfTwoDatabasesDoNotWaitForEachOther) {
    const TempDir dir;
    const TempDir other_dir;
    const auto root = gated_workspace(dir);
    const auto other_root = WorkspaceBuilder{other_dir.path()}.package("b").change("one").write();
    TestDatabase database;
    TestDatabase other;
    auto gate = database.connect();
    gate.query("SELECT pg_advisory_lock(77)");
    auto blocked = start_deploy(root, database.url());
    ASSERT_TRUE(eventually(database, deployer_at_gate));

    const auto result = deploy_in(other_root, other.url(), {"--lock-wait", "0"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.err, Not(HasSubstr("waiting")));
    EXPECT_TRUE(blocked.running());
    gate.query("SELECT pg_advisory_unlock(77)");
    EXPECT_EQ(blocked.wait().exit_code, 0);
}

/// A session in the middle of what pgpm does, which knows nothing of our lock.
class PgpmWriter {
public:
    explicit PgpmWriter(const TestDatabase& database) : session_{database.connect()} {}

    void deploy(const std::string& change, const std::string& hash, const std::string& sql) {
        session_.query("BEGIN; CALL pgpm_migrate.deploy('a', '" + change + "', '" + hash +
                       "', NULL, '" + sql + "', false)");
    }

    void commit() { session_.query("COMMIT"); }

private:
    Session session_;
};

const char* const deployer_waits_for_table =
    "SELECT EXISTS (SELECT FROM pg_locks JOIN pg_stat_activity USING (pid) "
    "WHERE relation = to_regclass('pgpm_migrate.changes') AND NOT granted "
    "AND application_name = 'pgmeta deploy')";

std::string hash_in_plan(const std::filesystem::path& script) {
    const auto result = run({"sha256sum", script.string()});
    return result.out.substr(0, 64);
}

TEST(SurviveConcurrency, WaitsForAPgpmThatKnowsNoLockAndSeesWhatItDeployed) {
    const TempDir dir;
    WorkspaceBuilder builder{dir.path()};
    builder.package("a").change("one");
    TestDatabase database;
    ASSERT_EQ(deploy_in(builder.write(), database.url()).exit_code, 0);
    builder.change("two", "CREATE TABLE two ();\n", "DROP TABLE two;\n").change("three");
    const auto root = builder.write();

    PgpmWriter pgpm{database};
    pgpm.deploy("two", hash_in_plan(builder.package_dir("a") / "deploy/two.sql"),
                "CREATE TABLE two ()");
    auto deployer = start_deploy(root, database.url());
    ASSERT_TRUE(eventually(database, deployer_waits_for_table)) << deployer.err();
    pgpm.commit();

    const auto result = deployer.wait();
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, HasSubstr("1 change of 1 package deployed"));
    EXPECT_EQ(deployed(database), "a:one a:two a:three");
}

TEST(SurviveConcurrency, LockWaitAlsoBoundsTheWaitForPgpm) {
    const TempDir dir;
    WorkspaceBuilder builder{dir.path()};
    builder.package("a").change("one");
    TestDatabase database;
    ASSERT_EQ(deploy_in(builder.write(), database.url()).exit_code, 0);
    const auto root = builder.change("two").write();

    PgpmWriter pgpm{database};
    pgpm.deploy("other", "hash", "CREATE TABLE other ()");
    const auto result = deploy_in(root, database.url(), {"--lock-wait", "300ms"});
    EXPECT_EQ(result.exit_code, 6);
    EXPECT_THAT(result.err,
                AllOf(HasSubstr("error[lock-not-had]"), HasSubstr("pgpm_migrate.changes"),
                      HasSubstr("of user `postgres`")));
    EXPECT_EQ(deployed(database), "a:one");
    EXPECT_EQ(database.value(lock_is_free), "t");
}

}  // namespace
}  // namespace pgmeta::test

// SPDX-License-Identifier: MIT
#include "pgmeta/devserver/devserver.hpp"

#include "pgmeta/base/files.hpp"
#include "pgmeta/pg/connection.hpp"
#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/test_database.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pgmeta::devserver {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

/// A dev server of the test's own.
class TestServer {
public:
    explicit TestServer(std::string_view folder = {}) : dir_{folder} {
        options_.layout = layout_in(dir_ / "home");
    }

    ~TestServer() {
        std::error_code ignored;
        fs::permissions(options_.layout.home, fs::perms{0700}, ignored);
        stop(options_);
        fs::remove_all(options_.layout.socket);
    }

    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;

    Options* operator->() { return &options_; }

    Options& operator*() { return options_; }

    /// As `kill -9` of the server's first process.
    void kill_server() {
        ASSERT_EQ(::kill(status(options_).pid, SIGKILL), 0);
        while (status(options_).running)
            ::usleep(1000);
    }

    std::string value(const std::string& sql) {
        auto connection = pg::Connection::open(start(options_));
        return connection.query(sql).text(0, 0);
    }

private:
    test::TempDir dir_;
    Options options_;
};

/// Calls start in a process of its own; gives its pid.
pid_t start_in_child(const Options& options) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    try {
        start(options);
        ::_exit(0);
    } catch (const Error&) {
        ::_exit(1);
    }
}

int exit_status(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// A sleeping process of the user who runs the server.
test::Process sleeper_of_server_user() {
    if (::geteuid() != 0) return test::Process{{"sleep", "300"}};
    return test::Process{
        {"setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "sleep", "300"}};
}

TEST(DevServer, IsTheSameWhenStartedTwice) {
    TestServer server;
    const auto first = start(*server);
    const int pid = status(*server).pid;
    EXPECT_EQ(start(*server).values(), first.values());
    EXPECT_EQ(status(*server).pid, pid);
}

TEST(DevServer, SurvivesTwoStartsAtOnce) {
    TestServer server;
    const pid_t one = start_in_child(*server);
    const pid_t two = start_in_child(*server);
    EXPECT_EQ(exit_status(one), 0);
    EXPECT_EQ(exit_status(two), 0);
    EXPECT_EQ(server.value("SELECT 1"), "1");
}

TEST(DevServer, StopsAndSaysWhetherItRan) {
    TestServer server;
    EXPECT_FALSE(stop(*server));
    start(*server);
    EXPECT_TRUE(stop(*server));
    EXPECT_FALSE(status(*server).running);
    EXPECT_FALSE(stop(*server));
}

TEST(DevServer, StopEndsSessions) {
    TestServer server;
    auto connection = pg::Connection::open(start(*server));
    EXPECT_TRUE(stop(*server));
    EXPECT_THROW(connection.query("SELECT 1"), Error);
}

TEST(DevServer, StatusTellsWhatIsThere) {
    TestServer server;
    EXPECT_FALSE(status(*server).exists);
    start(*server);
    const auto now = status(*server);
    EXPECT_TRUE(now.exists);
    EXPECT_TRUE(now.running);
    EXPECT_GT(now.pid, 0);
    EXPECT_EQ(server.value("SELECT current_setting('server_version_num')::int / 10000"),
              now.version);
}

TEST(DevServer, StartsAgainAfterKill) {
    TestServer server;
    start(*server);
    const int pid = status(*server).pid;
    server.kill_server();
    ASSERT_EQ(server.value("SELECT 1"), "1");
    EXPECT_NE(status(*server).pid, pid);
}

TEST(DevServer, StartsAgainAfterKillWhileASessionWasBusy) {
    TestServer server;
    const auto info = start(*server);
    test::Session busy{
        fmt::format("host={} port=5432 user=postgres dbname=postgres", info.get("host"))};
    busy.send("SELECT count(*) FROM generate_series(1, 100000000000)");
    ASSERT_EQ(server.value("SELECT count(*) > 0 FROM pg_stat_activity WHERE query LIKE "
                           "'%generate_series%' AND pid <> pg_backend_pid()"),
              "t");
    server.kill_server();
    EXPECT_EQ(server.value("SELECT 1"), "1");
}

TEST(DevServer, StartsWhenTheStalePidBelongsToAnotherProgram) {
    TestServer server;
    start(*server);
    stop(*server);
    auto sleeper = sleeper_of_server_user();
    test::write_file(server->layout.data / "postmaster.pid",
                     fmt::format("{}\n{}\n1700000000\n5432\n\n\n\nready\n", sleeper.pid(),
                                 server->layout.data.string()));
    EXPECT_FALSE(status(*server).running);
    EXPECT_EQ(server.value("SELECT 1"), "1");
    EXPECT_TRUE(sleeper.running());
}

TEST(DevServer, AKilledInitdbLeavesNothingHalfMade) {
    TestServer server;
    start(*server);
    stop(*server);
    fs::rename(server->layout.data, server->layout.data.string() + ".new");
    fs::remove(server->layout.data.string() + ".new/PG_VERSION");
    EXPECT_FALSE(status(*server).exists);
    EXPECT_EQ(server.value("SELECT 1"), "1");
}

TEST(DevServer, HasTheBaseRoles) {
    TestServer server;
    EXPECT_EQ(
        server.value("SELECT string_agg(concat_ws(' ', rolname, rolcanlogin, rolbypassrls), "
                     "', ' ORDER BY rolname) FROM pg_roles WHERE rolname !~ '^(pg_|postgres)'"),
        "administrator f t, anonymous f f, authenticated f f");
}

TEST(DevServer, BaseRolesMayHaveOtherNames) {
    TestServer server;
    server->base_roles = {"web anon", "user", "o'admin"};
    EXPECT_EQ(
        server.value("SELECT string_agg(concat_ws(' ', rolname, rolcanlogin, rolbypassrls), "
                     "', ' ORDER BY rolname) FROM pg_roles WHERE rolname !~ '^(pg_|postgres)'"),
        "o'admin f t, user f f, web anon f f");
}

TEST(DevServer, OpensADatabaseWithAnOddNameAndFindsItAgain) {
    TestServer server;
    const std::string name = "odd \"name's = %41";
    const auto info = open_database(*server, name);
    auto connection = pg::Connection::open(info);
    connection.query("CREATE TABLE t (id int)");
    EXPECT_EQ(connection.database(), name);
    EXPECT_EQ(open_database(*server, name).values(), info.values());
    EXPECT_NO_THROW(connection.query("SELECT id FROM t"));
}

TEST(DevServer, RefusesADatabaseNameTheServerWouldCut) {
    TestServer server;
    EXPECT_FAILS("bad-database-name", Fault::usage, open_database(*server, std::string(64, 'x')));
    EXPECT_FAILS("bad-database-name", Fault::usage, open_database(*server, ""));
}

TEST(DevServer, IgnoresTheCallersVariables) {
    TestServer server;
    ::setenv("PGHOST", "/nowhere", 1);
    ::setenv("PGPORT", "1", 1);
    ::setenv("PGUSER", "nobody", 1);
    ::setenv("PGDATABASE", "nothing", 1);
    ::setenv("PGDATA", "/nowhere", 1);
    EXPECT_EQ(server.value("SELECT current_user || ' ' || current_database()"),
              "postgres postgres");
}

TEST(DevServer, LivesInAFolderWithSpacesAndQuotes) {
    TestServer server{"it's \"a\" folder, with spaces"};
    EXPECT_EQ(server.value("SELECT 1"), "1");
}

TEST(DevServer, LivesInAFolderTooDeepForASocket) {
    TestServer server{std::string(120, 'd')};
    EXPECT_EQ(server.value("SELECT 1"), "1");
    EXPECT_EQ(fs::status(server->layout.socket).permissions(), fs::perms{0700});
}

TEST(DevServer, TakesManyTablesInOneTransaction) {
    TestServer server;
    EXPECT_EQ(server.value("SHOW max_locks_per_transaction"), "1024");
    EXPECT_EQ(server.value("SHOW listen_addresses"), "");
}

TEST(DevServer, FolderIsClosedToOthers) {
    TestServer server;
    start(*server);
    EXPECT_EQ(fs::status(server->layout.home).permissions(), fs::perms{0700});
    EXPECT_EQ(fs::status(server->layout.socket).permissions(), fs::perms{0700});
}

TEST(DevServer, RefusesAFolderThatOthersMayEnter) {
    TestServer server;
    start(*server);
    stop(*server);
    fs::permissions(server->layout.home, fs::perms{0750});
    EXPECT_FAILS("dev-home-unsafe", Fault::environment, start(*server));
    EXPECT_FAILS("dev-home-unsafe", Fault::environment, status(*server));
    EXPECT_FAILS("dev-home-unsafe", Fault::environment, stop(*server));
}

TEST(DevServer, RefusesAFolderOfSomebodyElse) {
    Options options;
    options.layout = layout_in("/usr");
    EXPECT_FAILS("dev-home-unsafe", Fault::environment, start(options));
}

TEST(DevServer, NamesTheDebianPackageWhenThereIsNoServer) {
    const test::TempDir empty;
    try {
        find_server_programs(empty.path());
        FAIL() << "found a server in an empty folder";
    } catch (const Error& e) {
        EXPECT_EQ(e.id(), "server-not-installed");
        EXPECT_EQ(e.fault(), Fault::environment);
        EXPECT_THAT(e.hints(), testing::ElementsAre(HasSubstr("`postgresql`")));
    }
}

TEST(DevServer, RefusesDataOfAVersionThatIsNotInstalled) {
    TestServer server;
    start(*server);
    stop(*server);
    const auto file = server->layout.data / "PG_VERSION";
    const auto version = read_file(file);
    test::write_file(file, "9\n");
    EXPECT_FAILS("dev-version-mismatch", Fault::environment, start(*server));
    test::write_file(file, version);
    EXPECT_EQ(server.value("SELECT 1"), "1");
}

TEST(DevServer, ShowsTheLogWhenItDoesNotStart) {
    TestServer server;
    start(*server);
    stop(*server);
    test::write_file(server->layout.data / "postgresql.auto.conf", "no_such_setting = on\n");
    try {
        start(*server);
        FAIL() << "started with a setting that does not exist";
    } catch (const Error& e) {
        EXPECT_EQ(e.id(), "dev-start-failed");
        EXPECT_THAT(e.message(), HasSubstr("no_such_setting"));
    }
}

}  // namespace
}  // namespace pgmeta::devserver

// SPDX-License-Identifier: MIT
#include "pgmeta/base/files.hpp"
#include "pgmeta_test/delay_proxy.hpp"
#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/test_database.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <gmock/gmock.h>

#include <signal.h>

namespace pgmeta::test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(TestProcess, KeepsStreamsApartAndReportsTheExitCode) {
    const auto result = run({"sh", "-c", "cat; echo oops >&2; exit 3"}, {.stdin_text = "in\n"});
    EXPECT_EQ(result.out, "in\n");
    EXPECT_EQ(result.err, "oops\n");
    EXPECT_EQ(result.exit_code, 3);
}

TEST(TestProcess, PassesAndHidesVariables) {
    const auto result =
        run({"sh", "-c", "echo $A-$PGHOST-"}, {.env = {{"A", "1"}}, .unset = {"PGHOST"}});
    EXPECT_EQ(result.out, "1--\n");
}

TEST(TestProcess, ReportsTheSignalThatEndedIt) {
    Process process{{"sleep", "60"}};
    process.kill(SIGTERM);
    EXPECT_EQ(process.wait().signal, SIGTERM);
}

TEST(TestProcess, IsKilledWhenItTakesTooLong) {
    const auto result = run({"sleep", "60"}, {.timeout = std::chrono::milliseconds{50}});
    EXPECT_TRUE(result.timed_out);
    EXPECT_LT(result.seconds, 30);
}

TEST(TestProcess, DoesNotWaitForWhatAChildLeftRunning) {
    const auto result = run({"sh", "-c", "sleep 60 & echo $!"});
    EXPECT_LT(result.seconds, 30);
    EXPECT_EQ(::kill(std::stoi(result.out), SIGKILL), 0);
}

TEST(TestProcess, GivesATerminalWhenAsked) {
    Process process{{"sh", "-c", "test -t 0 && test -t 1 && echo terminal; read x; echo got $x"},
                    {.pty = true}};
    EXPECT_TRUE(process.wait_for("terminal"));
    process.write("word\n");
    EXPECT_THAT(process.wait().out, HasSubstr("got word"));
}

TEST(TestProcess, MeasuresPeakMemory) {
    EXPECT_LT(run({"true"}).max_rss_kb, 50'000);
    EXPECT_GT(run({"dd", "if=/dev/zero", "of=/dev/null", "bs=60M", "count=1"}).max_rss_kb, 50'000);
}

TEST(TestDatabaseTest, IsDroppedAtTheEnd) {
    std::string name;
    {
        TestDatabase database;
        name = database.name();
        EXPECT_EQ(database.value("SELECT current_database()"), name);
        EXPECT_TRUE(database_exists(name));
    }
    EXPECT_FALSE(database_exists(name));
}

TEST(TestDatabaseTest, MayHaveAnOddName) {
    TestDatabase database{unique_name("odd \"name's %")};
    EXPECT_EQ(database.value("SELECT current_database()"), database.name());
}

TEST(TestDatabaseTest, ClusterHasTheBaseRoles) {
    TestDatabase database;
    const Rows expected{
        {"administrator", "f", "t"}, {"anonymous", "f", "f"}, {"authenticated", "f", "f"}};
    EXPECT_EQ(database.query("SELECT rolname, rolcanlogin, rolbypassrls FROM pg_roles "
                             "WHERE rolname IN ('anonymous', 'authenticated', 'administrator') "
                             "ORDER BY 1"),
              expected);
}

TEST(TestDatabaseTest, SchemaDumpsAreTheSameForTheSameSchema) {
    TestDatabase database;
    const auto before = dump_schema(database.name());
    database.query("CREATE TABLE t (id int)");
    EXPECT_NE(dump_schema(database.name()), before);
    database.query("DROP TABLE t");
    EXPECT_EQ(dump_schema(database.name()), before);
}

TEST(TestDatabaseTest, LogShowsWhatFollowsTheMark) {
    TestDatabase database;
    database.query("SET log_statement = 'all'");
    const auto mark = server_log_mark();
    database.query("SELECT 'seen after the mark'");
    EXPECT_THAT(server_log_since(mark), HasSubstr("seen after the mark"));
    EXPECT_THAT(server_log_since(mark), Not(HasSubstr("log_statement")));
}

TEST(DelayProxyTest, CountsTurnsOfTheConversation) {
    TestDatabase database;
    const DelayProxy proxy;
    {
        Session session{proxy.url(database.name())};
        session.query("SELECT 1; SELECT 2");
        session.query("SELECT repeat('x', 1000000)");
    }
    EXPECT_EQ(proxy.round_trips(), 3);  // startup, and one for each query
    EXPECT_EQ(proxy.connections(), 1);
}

TEST(DelayProxyTest, DelaysBothDirections) {
    TestDatabase database;
    const DelayProxy proxy{{.one_way_delay = std::chrono::milliseconds{30}}};
    Session session{proxy.url(database.name())};
    const auto start = std::chrono::steady_clock::now();
    session.query("SELECT 1");
    EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds{60});
}

TEST(DelayProxyTest, CutBeforeForwardingKeepsTheCommitFromTheServer) {
    TestDatabase database;
    const DelayProxy proxy{{.cut_at = "COMMIT"}};
    Session session{proxy.url(database.name())};
    session.query("BEGIN; CREATE TABLE t (id int)");
    EXPECT_ANY_THROW(session.query("COMMIT"));
    EXPECT_TRUE(proxy.was_cut());
    EXPECT_EQ(database.value("SELECT to_regclass('t') IS NULL"), "t");
}

TEST(DelayProxyTest, CutAfterAnswerLeavesTheCommitDone) {
    TestDatabase database;
    const DelayProxy proxy{
        {.cut_at = "COMMIT", .cut_when = CutWhen::after_answer, .refuse_after_cut = true}};
    Session session{proxy.url(database.name())};
    session.query("BEGIN; CREATE TABLE t (id int)");
    EXPECT_ANY_THROW(session.query("COMMIT"));
    EXPECT_EQ(database.value("SELECT to_regclass('t') IS NULL"), "f");
    EXPECT_ANY_THROW(Session{proxy.url(database.name())});
}

TEST(WorkspaceBuilderTest, WritesPlanControlAndScripts) {
    const TempDir dir{"with space and 'quote"};
    const auto root = WorkspaceBuilder{dir.path()}
                          .package("a", {"plpgsql", "b"})
                          .change("one")
                          .change("two", "SELECT 2;\n", "SELECT 1;\n", {}, {"one"})
                          .tag("v1")
                          .write();
    EXPECT_THAT(read_file(root / "packages/a/pgpm.plan"),
                HasSubstr("two [one] 2024-01-01T00:00:00Z"));
    EXPECT_THAT(read_file(root / "packages/a/a.control"), HasSubstr("requires = 'plpgsql,b'"));
    EXPECT_THAT(read_file(root / "packages/a/deploy/two.sql"), HasSubstr("SELECT 2;"));
    EXPECT_FALSE(std::filesystem::exists(root / "packages/a/verify/two.sql"));
}

TEST(ExpectFails, ComparesIdAndFault) {
    const auto fail = [] { throw Error{Fault::usage, "some-id", "text"}; };
    EXPECT_FAILS("some-id", Fault::usage, fail());
    EXPECT_FALSE(fails_with("other-id", Fault::usage, fail));
    EXPECT_FALSE(fails_with("some-id", Fault::conflict, fail));
    EXPECT_FALSE(fails_with("some-id", Fault::usage, [] {}));
}

}  // namespace
}  // namespace pgmeta::test

// SPDX-License-Identifier: MIT
#include "behaviour.hpp"
#include "throwaway_cluster.hpp"

// What one transaction cannot do is explained, and what the explanation proposes works.

namespace pgmeta::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

class Hints : public Behaviour {
protected:
    /// Deploys, expects this SQLSTATE, and gives the hints.
    std::string fail(std::string_view sqlstate, Words words = {"deploy"}) {
        const auto run = json(std::move(words));
        EXPECT_EQ(run.exit_code(), 1);
        EXPECT_EQ(run.error().value("sqlstate", ""), sqlstate) << run.error();
        return hints(run.error());
    }
};

TEST_F(Hints, SendANewEnumValueThatIsUsedToItsOwnTransaction) {
    ws.package("a");
    change("type", "CREATE TYPE mood AS ENUM ('sad');");
    change("value", "ALTER TYPE mood ADD VALUE 'glad';");
    change("use", "CREATE TABLE moods AS SELECT 'glad'::mood AS m;");
    ws.write();
    EXPECT_THAT(fail("55P04"), AllOf(HasSubstr("--tx=change"), HasSubstr("--tx=package")));
    EXPECT_EQ(ledger(), Words{});
    EXPECT_EQ(pgmeta({"deploy", "--tx=change"}).exit_code, 0);
    EXPECT_EQ(db.value("SELECT m FROM moods"), "glad");
}

TEST_F(Hints, SendAnAlterTableAfterDeferredRowsToItsOwnTransaction) {
    ws.package("a");
    change("tables",
           "CREATE TABLE parent (id int PRIMARY KEY);"
           "CREATE TABLE child (id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED);");
    change("rows", "INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1);");
    change("alter", "ALTER TABLE child ADD COLUMN more text;");
    ws.write();
    EXPECT_THAT(fail("55006"), AllOf(HasSubstr("--tx=change"), HasSubstr("--tx=package")));
    EXPECT_EQ(pgmeta({"deploy", "--tx=change"}).exit_code, 0);
    EXPECT_EQ(db.value("SELECT more IS NULL FROM child"), "t");
}

TEST_F(Hints, RefuseStatementsOutsideTransactionsBeforeAnythingRuns) {
    ws.package("a").change("t");
    change("index", "SELECT 1;\nCREATE INDEX CONCURRENTLY i ON \"a/t\" (id);\n");
    change("vacuum", "VACUUM \"a/t\";\n");
    change("system", "ALTER SYSTEM SET work_mem = '5MB';\n");
    ws.write();
    const auto run = json({"deploy"});
    EXPECT_EQ(run.exit_code(), 3);
    ASSERT_THAT(ids(run["problems"]),
                ElementsAre("refuses-transaction", "refuses-transaction", "refuses-transaction"));
    const auto& problem = run["problems"][0];
    EXPECT_THAT(problem.at("message").get<std::string>(), HasSubstr("25001"));
    EXPECT_EQ(problem.at("location").at("line"), 4);
    EXPECT_THAT(hints(problem), AllOf(HasSubstr("--tx=change"), HasSubstr("--tx=package")));
    EXPECT_FALSE(exists("\"a/t\""));
    EXPECT_EQ(ledger(), Words{});

    EXPECT_EQ(json({"deploy", "--tx=change"}).exit_code(), 3);
    EXPECT_EQ(ledger(), Words{});
}

TEST_F(Hints, ExplainAStatementThatRefusesTransactionsAtRunTime) {
    ws.package("a");
    change("hidden", "DO $$BEGIN EXECUTE 'VACUUM'; END$$;\n");
    ws.write();
    EXPECT_THAT(fail("25001"), AllOf(HasSubstr("--tx=change"), HasSubstr("--log-only")));
    EXPECT_EQ(pgmeta({"deploy", "--log-only"}).exit_code, 0);
    EXPECT_THAT(ledger(), ElementsAre("a:hidden"));
}

TEST_F(Hints, ProposeBaselineForObjectsThatAreThere) {
    struct Case {
        std::string sqlstate;
        std::string before;
        std::string sql;
    };

    for (const auto& [sqlstate, before, sql] :
         {Case{"42P07", "CREATE TABLE there (a int)", "CREATE TABLE there (a int);"},
          Case{"42710", "CREATE TYPE kind AS ENUM ('a')", "CREATE TYPE kind AS ENUM ('a');"},
          Case{"42723", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
               "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2';"}}) {
        db.query(before);
        WorkspaceBuilder{dir.path()}.package("a").change("make", sql, "SELECT 1;\n").write();
        EXPECT_THAT(fail(sqlstate), HasSubstr("pgmeta baseline")) << sqlstate;
    }
}

TEST_F(Hints, ProposeToRevertWhatDependsFirst) {
    ws.package("a").change("t", "CREATE TABLE t (a int);", "DROP TABLE t;\n");
    ws.write();
    deploy();
    db.query("CREATE VIEW v AS SELECT * FROM t");
    EXPECT_THAT(fail("2BP01", {"revert", "--yes"}), HasSubstr("revert what depends"));
}

TEST_F(Hints, ProposeAnotherRoleForAMissingPrivilege) {
    const auto role = unique_name("poor");
    db.query("CREATE ROLE " + role + " LOGIN; GRANT CREATE ON DATABASE " + db.name() + " TO " +
             role + "; CREATE TABLE secret (a int)");
    ws.package("a");
    change("reads", "SELECT * FROM secret;");
    ws.write();
    const auto run = json_as(role, {"deploy"});
    EXPECT_EQ(run.error().value("sqlstate", ""), "42501");
    EXPECT_THAT(hints(run.error()), HasSubstr("privilege"));
    drop_roles(db, {role});
}

TEST(HintsOfTheCluster, SendTooManyLocksToSmallerTransactions) {
    const ThrowawayCluster cluster;
    cluster.restart_with(
        "max_locks_per_transaction = 10\nmax_connections = 8\nmax_wal_senders = 0\n"
        "superuser_reserved_connections = 1\nautovacuum_max_workers = 1\n");
    auto session = cluster.connect();
    session.query(
        "CREATE TABLE capacity (n int);"
        "DO $$DECLARE n int := 0; BEGIN"
        "  BEGIN LOOP PERFORM pg_advisory_xact_lock(n); n := n + 1; END LOOP;"
        "  EXCEPTION WHEN SQLSTATE '53200' THEN NULL; END;"
        "  INSERT INTO capacity VALUES (n); END$$");
    const auto capacity = std::stoi(session.value("SELECT n FROM capacity"));

    const TempDir dir;
    const auto takes = [&](int key) {
        return fmt::format(
            "SELECT count(pg_advisory_xact_lock({}, g)) FROM generate_series(1, {}) g;", key,
            capacity * 6 / 10);
    };
    std::string tables;
    for (int i = 0; i < 400; ++i)
        tables += fmt::format("CREATE TABLE t{} (a int);\n", i);
    WorkspaceBuilder ws{dir.path()};
    ws.package("a").change("one", takes(1), "SELECT 1;\n");
    ws.package("b", {"a"}).change("two", takes(2), "SELECT 1;\n");
    ws.package("c", {"b"}).change("three", tables, "SELECT 1;\n");
    ws.write();

    const auto all =
        run_pgmeta({"deploy", "--json", "--target", cluster.url()}, {.cwd = dir.path()});
    EXPECT_EQ(all.exit_code, 1);
    const auto report = Json::parse(all.out);
    EXPECT_EQ(report.at("error").at("sqlstate"), "53200");
    EXPECT_EQ(report.at("error").at("change"), "b:two");
    EXPECT_THAT(hints(report.at("error")),
                AllOf(HasSubstr("--tx=package"), HasSubstr("max_locks_per_transaction")));
    EXPECT_THAT(ids(report.at("warnings")), Contains("lock-table-small"));
    EXPECT_EQ(session.value("SELECT to_regnamespace('pgpm_migrate') IS NULL"), "t");

    const auto parts = run_pgmeta({"deploy", "--tx=package", "--json", "--target", cluster.url()},
                                  {.cwd = dir.path()});
    EXPECT_EQ(parts.exit_code, 0) << parts.out;
    EXPECT_THAT(ids(Json::parse(parts.out).at("warnings")),
                testing::Not(Contains("lock-table-small")));
}

TEST(HintsOfTheCluster, NameTheCommandThatMakesAMissingBaseRole) {
    const ThrowawayCluster cluster;
    auto session = cluster.connect();
    session.query("DROP ROLE authenticated; DROP ROLE administrator");
    const TempDir dir;
    WorkspaceBuilder ws{dir.path()};
    ws.package("a")
        .change("one", "CREATE TABLE t (a int); GRANT SELECT ON t TO anonymous, authenticated;",
                "SELECT 1;\n")
        .change("two", "CREATE POLICY p ON t TO administrator USING (true);", "SELECT 1;\n")
        .change("three", "GRANT SELECT ON t TO somebody;", "SELECT 1;\n");
    ws.write();
    const auto attempt = [&] {
        const auto result =
            run_pgmeta({"deploy", "--json", "--target", cluster.url()}, {.cwd = dir.path()});
        EXPECT_EQ(result.exit_code, 1);
        return Json::parse(result.out).at("error");
    };
    auto error = attempt();
    EXPECT_EQ(error.at("sqlstate"), "42704");
    EXPECT_EQ(error.at("change"), "a:one");
    EXPECT_THAT(hints(error), HasSubstr("`pgmeta admin-users bootstrap`"));

    session.query("CREATE ROLE authenticated NOLOGIN");
    error = attempt();
    EXPECT_EQ(error.at("change"), "a:two");
    EXPECT_THAT(hints(error), HasSubstr("`administrator` is a base role"));

    session.query("CREATE ROLE administrator NOLOGIN BYPASSRLS");
    error = attempt();
    EXPECT_EQ(error.at("change"), "a:three");
    EXPECT_THAT(hints(error), testing::Not(HasSubstr("admin-users")));
}

}  // namespace
}  // namespace pgmeta::test

// SPDX-License-Identifier: MIT
#include "behaviour.hpp"

// What `deploy` does when all goes well, and that it is one transaction when not.

namespace pgmeta::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Deploy : public Behaviour {};

TEST_F(Deploy, PutsRequiredPackagesFirst) {
    ws.package("app", {"base"}).change("users").change("orders", {"users", "base:money"});
    ws.package("base").change("schema").change("money", {"schema"});
    ws.write();
    const auto run = deploy();
    EXPECT_THAT(names(run["deployed"]),
                ElementsAre("base:schema", "base:money", "app:users", "app:orders"));
    EXPECT_EQ(ledger(), names(run["deployed"]));
    EXPECT_TRUE(exists("\"app/orders\""));
}

TEST_F(Deploy, RunsChangesInThePlansOrder) {
    ws.package("a");
    change("make",
           "CREATE TABLE steps (n serial, what text); INSERT INTO steps (what) VALUES ('make');");
    change("zebra", "INSERT INTO steps (what) VALUES ('zebra');");
    change("apple", "INSERT INTO steps (what) VALUES ('apple');");
    ws.write();
    deploy();
    EXPECT_EQ(db.value("SELECT string_agg(what, ' ' ORDER BY n) FROM steps"), "make zebra apple");
}

TEST_F(Deploy, DoesNothingTheSecondTime) {
    ws.package("a").change("one").change("two");
    ws.write();
    deploy();
    const auto rows = db.query("SELECT * FROM pgpm_migrate.changes ORDER BY 1");
    const auto events = db.value("SELECT count(*) FROM pgpm_migrate.events");
    const auto again = deploy();
    EXPECT_THAT(names(again["deployed"]), IsEmpty());
    EXPECT_EQ(again["already"], 2);
    EXPECT_EQ(db.query("SELECT * FROM pgpm_migrate.changes ORDER BY 1"), rows);
    EXPECT_EQ(db.value("SELECT count(*) FROM pgpm_migrate.events"), events);
}

TEST_F(Deploy, DeploysOnlyWhatWasAdded) {
    ws.package("a").change("one");
    ws.write();
    deploy();
    ws.change("two");
    ws.write();
    const auto run = deploy();
    EXPECT_THAT(names(run["deployed"]), ElementsAre("a:two"));
    EXPECT_EQ(run["already"], 1);
}

TEST_F(Deploy, IsOneTransactionOverAllPackages) {
    ws.package("a").change("one").package("b", {"a"}).change("two").package("c", {"b"});
    change("bad", "SELECT 1/0;");
    ws.package("d", {"c"}).change("four");
    ws.write();
    const auto before = dump_schema(db.name());
    const auto run = json({"deploy"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_EQ(run["ok"], false);
    EXPECT_THAT(names(run["deployed"]), IsEmpty());
    EXPECT_THAT(names(run["rolled_back"]), ElementsAre("a:one", "b:two", "c:bad"));
    EXPECT_THAT(names(run["pending"]), ElementsAre("d:four"));
    EXPECT_EQ(dump_schema(db.name()), before);
}

TEST_F(Deploy, GivesEveryChangeTheTransactionOfTheRun) {
    ws.package("a");
    change("one", "CREATE TABLE ids (xid xid8); INSERT INTO ids VALUES (pg_current_xact_id());");
    ws.package("b", {"a"});
    change("two", "INSERT INTO ids VALUES (pg_current_xact_id());");
    ws.write();
    deploy();
    EXPECT_EQ(db.value("SELECT count(DISTINCT xid) || ' of ' || count(*) FROM ids"), "1 of 2");
}

TEST_F(Deploy, SaysWhatItDidAndWhere) {
    ws.package("a").change("one");
    ws.write();
    const auto result = pgmeta({"deploy"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, HasSubstr("+ a:one"));
    EXPECT_THAT(result.out, HasSubstr("/" + db.name()));
    EXPECT_THAT(result.err, HasSubstr("target: postgres@"));
}

TEST_F(Deploy, ShowsAFailureWithPlaceLineAndCaret) {
    ws.package("a").change("one");
    change("bad", "SELECT 1;\nSELECT 'é',\n       nope;\n");
    ws.write();
    const auto result = pgmeta({"deploy"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("error[script-failed]"));
    EXPECT_THAT(result.err, HasSubstr("a:bad"));
    EXPECT_THAT(result.err, HasSubstr("packages/a/deploy/bad.sql:5:8"));
    EXPECT_THAT(result.err, HasSubstr("       nope;"));
    EXPECT_THAT(result.err, HasSubstr("^"));
    EXPECT_THAT(result.err, HasSubstr("42703"));
    EXPECT_THAT(result.err, HasSubstr("Nothing was deployed: the database is as it was before."));
}

TEST_F(Deploy, GivesTheWholeReportOfTheServerAsFields) {
    ws.package("a");
    change("t", "CREATE SCHEMA s; CREATE TABLE s.t (a int CONSTRAINT small CHECK (a < 10));");
    change("bad", "DO $$BEGIN INSERT INTO s.t VALUES (11); END$$;\n");
    ws.write();
    const auto run = json({"deploy"});
    EXPECT_EQ(run.exit_code(), 1);
    const auto& error = run.error();
    EXPECT_EQ(error.at("id"), "script-failed");
    EXPECT_EQ(error.at("fault"), "database");
    EXPECT_EQ(error.at("exit_code"), 1);
    EXPECT_EQ(error.at("sqlstate"), "23514");
    EXPECT_EQ(error.at("change"), "a:bad");
    EXPECT_EQ(error.at("script"), "deploy");
    EXPECT_EQ(error.at("schema"), "s");
    EXPECT_EQ(error.at("table"), "t");
    EXPECT_EQ(error.at("constraint"), "small");
    EXPECT_THAT(error.at("detail").get<std::string>(), HasSubstr("(11)"));
    EXPECT_THAT(error.at("context").get<std::string>(), HasSubstr("inline_code_block"));
    EXPECT_THAT(error.at("location").at("file").get<std::string>(),
                HasSubstr("packages/a/deploy/bad.sql"));
    EXPECT_EQ(error.at("location").at("line"), 3);
}

TEST_F(Deploy, RecordsAFailureInALedgerThatWasThere) {
    ws.package("a").change("one");
    ws.write();
    deploy();
    change("bad", "SELECT 1/0;");
    ws.write();
    EXPECT_EQ(json({"deploy"}).exit_code(), 1);
    EXPECT_EQ(db.query("SELECT event_type, package, change_name, error_message, error_code "
                       "FROM pgpm_migrate.events ORDER BY event_id DESC LIMIT 1"),
              (Rows{{"deploy", "a", "bad", "division by zero", "22012"}}));
    EXPECT_THAT(ledger(), ElementsAre("a:one"));
}

TEST_F(Deploy, LeavesNoTraceOfAFailureWhereNoLedgerWas) {
    ws.package("a");
    change("bad", "SELECT 1/0;");
    ws.write();
    EXPECT_EQ(json({"deploy"}).exit_code(), 1);
    EXPECT_EQ(db.value("SELECT count(*) FROM pg_namespace WHERE nspname ~ '^(pgpm|pgmeta)'"), "0");
}

TEST_F(Deploy, CreatesTheLedgerInsideItsTransaction) {
    ws.package("a").change("one");
    ws.write();
    const auto run = deploy();
    EXPECT_EQ(run["ledger_created"], true);
    EXPECT_EQ(db.value("SELECT count(*) FROM pg_class WHERE relnamespace = "
                       "'pgpm_migrate'::regnamespace AND relkind = 'r'"),
              "4");
    EXPECT_EQ(db.value("SELECT count(*) FROM pg_proc "
                       "WHERE pronamespace = 'pgpm_migrate'::regnamespace"),
              "8");
    EXPECT_EQ(deploy()["ledger_created"], false);
}

TEST_F(Deploy, HasEveryDocumentedField) {
    ws.package("a").change("one");
    ws.write();
    const auto run = deploy();
    for (const auto* field :
         {"ok", "command", "target", "dry_run", "deployed", "already", "rolled_back", "pending",
          "extensions", "ledger_created", "database_created", "database_dropped", "elapsed_ms",
          "warnings", "problems"})
        EXPECT_TRUE(run.json.contains(field)) << field;
    EXPECT_EQ(run["command"], "deploy");
    EXPECT_EQ(run["ok"], true);
}

TEST_F(Deploy, FindsThePackageOfItsFolder) {
    ws.package("a").change("one").package("b").change("two").package("c", {"b"}).change("three");
    ws.write();
    const auto run = deploy({}, {.cwd = ws.package_dir("c") / "deploy"});
    EXPECT_THAT(names(run["deployed"]), ElementsAre("b:two", "c:three"));
}

TEST_F(Deploy, TakesAWholeWorkspaceAtItsRoot) {
    ws.package("a").change("one").package("b").change("two");
    ws.write();
    EXPECT_THAT(names(deploy()["deployed"]), ElementsAre("a:one", "b:two"));
}

TEST_F(Deploy, ReportsADeferredConstraintAtCommitAndBlamesNoChange) {
    ws.package("a");
    change("tables",
           "CREATE TABLE parent (id int PRIMARY KEY);"
           "CREATE TABLE child (id int CONSTRAINT has_parent REFERENCES parent "
           "DEFERRABLE INITIALLY DEFERRED);");
    change("rows", "INSERT INTO child VALUES (7);");
    change("other", "CREATE TABLE unrelated (a int);");
    ws.write();
    const auto run = json({"deploy"});
    EXPECT_EQ(run.exit_code(), 1);
    const auto& error = run.error();
    EXPECT_EQ(error.at("id"), "commit-refused");
    EXPECT_EQ(error.at("sqlstate"), "23503");
    EXPECT_THAT(error.at("message").get<std::string>(), HasSubstr("at COMMIT"));
    EXPECT_EQ(error.at("constraint"), "has_parent");
    EXPECT_EQ(error.at("table"), "child");
    EXPECT_THAT(error.at("detail").get<std::string>(), HasSubstr("(7)"));
    EXPECT_FALSE(error.contains("change"));
    EXPECT_THAT(hints(error), HasSubstr("a:tables, a:rows"));
    EXPECT_THAT(hints(error), Not(HasSubstr("a:other")));
    EXPECT_FALSE(exists("parent"));
    EXPECT_THAT(names(run["rolled_back"]), ElementsAre("a:tables", "a:rows", "a:other"));
}

TEST_F(Deploy, ShowsWarningsOfScriptsAlwaysAndNoticesWhenAsked) {
    ws.package("a");
    for (int i = 0; i < 20; ++i)
        change(
            fmt::format("c{}", i),
            fmt::format("DO $$BEGIN RAISE NOTICE 'note {0}'; RAISE WARNING 'warn {0}'; END$$;", i));
    ws.write();
    const auto result = pgmeta({"deploy", "--no-verify"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.err, HasSubstr("warning: a:c7: warn 7\n"));
    EXPECT_THAT(result.err, Not(HasSubstr("note 7")));

    pgmeta({"revert", "--yes"});
    const auto verbose = pgmeta({"deploy", "--no-verify", "--verbose"});
    for (int i = 0; i < 20; ++i) {
        EXPECT_THAT(verbose.err, HasSubstr(fmt::format("notice: a:c{0}: note {0}\n", i)));
        EXPECT_THAT(verbose.err, HasSubstr(fmt::format("warning: a:c{0}: warn {0}\n", i)));
    }
}

TEST_F(Deploy, LeavesNothingOfOneScriptForTheNext) {
    ws.package("a");
    change("sets",
           "CREATE SCHEMA other; SET search_path = other; SET ROLE pg_read_all_data; RESET ROLE;"
           "SELECT set_config('work_mem', '77MB', false); SET statement_timeout = '1h';");
    change("reads",
           "CREATE TABLE seen AS SELECT current_setting('search_path') path, "
           "current_setting('work_mem') mem, current_user who, "
           "current_setting('statement_timeout') timeout;");
    ws.write();
    deploy();
    EXPECT_EQ(db.query("SELECT path, mem, who, timeout FROM public.seen"),
              (Rows{{"\"$user\", public", "4MB", "postgres", "0"}}));
}

}  // namespace
}  // namespace pgmeta::test

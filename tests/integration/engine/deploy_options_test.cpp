// SPDX-License-Identifier: MIT
#include "behaviour.hpp"

// What the options of `deploy` change.

namespace pgmeta::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class DeployTo : public Behaviour {
protected:
    void SetUp() override {
        ws.package("lib").change("base").tag("v1").change("more");
        ws.package("app", {"lib"})
            .change("one")
            .tag("v1.0")
            .change("two")
            .tag("v2.0")
            .change("three");
        ws.package("other").change("alone");
        ws.write();
    }
};

TEST_F(DeployTo, StopsAfterTheChange) {
    const auto run = deploy({"app", "--to", "two"});
    EXPECT_THAT(names(run["deployed"]), ElementsAre("lib:base", "lib:more", "app:one", "app:two"));
}

TEST_F(DeployTo, StopsAfterTheTagsChange) {
    EXPECT_THAT(names(deploy({"app", "--to", "@v1.0"})["deployed"]),
                ElementsAre("lib:base", "lib:more", "app:one"));
}

TEST_F(DeployTo, TakesTheTargetInOneWord) {
    EXPECT_THAT(names(deploy({"lib:base"})["deployed"]), ElementsAre("lib:base"));
    EXPECT_THAT(names(deploy({"app:@v2.0"})["deployed"]),
                ElementsAre("lib:more", "app:one", "app:two"));
    EXPECT_THAT(names(deploy({"app:three"})["deployed"]), ElementsAre("app:three"));
}

TEST_F(DeployTo, DoesNothingWhenTheTargetIsDeployed) {
    deploy({"app:two"});
    const auto run = deploy({"app", "--to", "one"});
    EXPECT_THAT(names(run["deployed"]), IsEmpty());
    EXPECT_FALSE(exists("\"app/three\""));
}

TEST_F(DeployTo, CountsInThePackageOfTheFolder) {
    EXPECT_THAT(names(deploy({"--to", "one"}, {.cwd = ws.package_dir("app")})["deployed"]),
                ElementsAre("lib:base", "lib:more", "app:one"));
}

TEST_F(DeployTo, RefusesATargetThatIsNotThereAndRunsNothing) {
    struct Case {
        Words words;
        std::string id;
        std::string suggestion;
    };

    for (const auto& [words, id, suggestion] :
         {Case{{"deploy", "app", "--to", "twoo"}, "change-unknown", "`two`"},
          Case{{"deploy", "app:@v2.1"}, "tag-unknown", "v2.0"},
          Case{{"deploy", "apq"}, "package-unknown", "`app`"},
          Case{{"deploy", "--package", "ap"}, "package-unknown", "`app`"}}) {
        const auto run = json(words);
        EXPECT_EQ(run.exit_code(), 2) << id;
        EXPECT_EQ(run.error().at("id"), id);
        EXPECT_THAT(hints(run.error()), HasSubstr(suggestion));
    }
    EXPECT_EQ(db.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'pgpm_migrate'"), "0");
}

TEST_F(DeployTo, AsksForThePackageWhenSeveralAreThere) {
    const auto run = json({"deploy", "--to", "one"});
    EXPECT_EQ(run.exit_code(), 2);
    EXPECT_EQ(run.error().at("id"), "package-missing");
}

TEST_F(DeployTo, KnowsAPackageByItsOptionAndItsNpmName) {
    EXPECT_THAT(names(deploy({"--package", "lib"})["deployed"]),
                ElementsAre("lib:base", "lib:more"));
    EXPECT_THAT(names(deploy({"@test/other"})["deployed"]), ElementsAre("other:alone"));
    EXPECT_THAT(names(deploy({"--package", "@test/app"})["deployed"]),
                ElementsAre("app:one", "app:two", "app:three"));
}

TEST_F(DeployTo, TakesThePgpmWayToSayIt) {
    auto words = Words{"deploy",      "--database", db.name(), "--package", "app",
                       "--recursive", "--createdb", "--yes",   "--tx",      "--usePlan"};
    const auto result = run_plain(words);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(ledger(), ElementsAre("lib:base", "lib:more", "app:one", "app:two", "app:three"));
}

class DeployNoRecursive : public DeployTo {};

TEST_F(DeployNoRecursive, RefusesAMissingRequirementAndDoesNothing) {
    ws.package("user", {"lib"}).change("needs", {"lib:more"});
    ws.write();
    const auto run = json({"deploy", "user", "--no-recursive"});
    EXPECT_EQ(run.exit_code(), 4);
    EXPECT_EQ(run.error().at("id"), "deploy-refused");
    EXPECT_THAT(ids(run["problems"]), ElementsAre("requirement-not-deployed"));
    EXPECT_THAT(run["problems"][0].at("message").get<std::string>(), HasSubstr("`lib:more`"));
    EXPECT_EQ(db.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'pgpm_migrate'"), "0");
}

TEST_F(DeployNoRecursive, DeploysThePackageAloneWhenWhatItNeedsIsThere) {
    deploy({"lib"});
    EXPECT_THAT(names(deploy({"app", "--no-recursive"})["deployed"]),
                ElementsAre("app:one", "app:two", "app:three"));
}

TEST_F(DeployNoRecursive, NeedsAPackage) {
    const auto run = json({"deploy", "--no-recursive"});
    EXPECT_EQ(run.exit_code(), 2);
    EXPECT_EQ(run.error().at("id"), "package-missing");
}

class DeployTx : public Behaviour {
protected:
    void SetUp() override {
        ws.package("a").change("a1").change("a2");
        ws.package("b", {"a"}).change("b1");
        change("b2", "SELECT 1/0;");
        ws.change("b3");
        ws.package("c", {"b"}).change("c1");
        ws.write();
    }
};

TEST_F(DeployTx, PackageKeepsThePackagesBeforeTheFailure) {
    const auto run = json({"deploy", "--tx=package"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_THAT(names(run["deployed"]), ElementsAre("a:a1", "a:a2"));
    EXPECT_THAT(names(run["rolled_back"]), ElementsAre("b:b1", "b:b2"));
    EXPECT_THAT(names(run["pending"]), ElementsAre("b:b3", "c:c1"));
    EXPECT_THAT(ledger(), ElementsAre("a:a1", "a:a2"));
    EXPECT_TRUE(exists("\"a/a2\""));
    EXPECT_FALSE(exists("\"b/b1\""));
}

TEST_F(DeployTx, ChangeKeepsEveryChangeBeforeTheFailure) {
    for (const auto* option : {"--tx=change", "--no-tx"}) {
        const auto run = json({"deploy", option});
        EXPECT_EQ(run.exit_code(), 1);
        EXPECT_THAT(names(run["deployed"]), ElementsAre("a:a1", "a:a2", "b:b1"));
        EXPECT_THAT(names(run["rolled_back"]), ElementsAre("b:b2"));
        EXPECT_THAT(names(run["pending"]), ElementsAre("b:b3", "c:c1"));
        EXPECT_THAT(ledger(), ElementsAre("a:a1", "a:a2", "b:b1"));
        EXPECT_EQ(db.query("SELECT change_name, error_code FROM pgpm_migrate.events "
                           "ORDER BY event_id DESC LIMIT 1"),
                  (Rows{{"b2", "22012"}}));
        pgmeta({"revert", "--yes"});
    }
}

TEST_F(DeployTx, ChangeSaysWhatStays) {
    const auto result = pgmeta({"deploy", "--tx=change"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("3 changes were deployed and stay so."));
    EXPECT_THAT(result.err, HasSubstr("1 change was rolled back."));
    EXPECT_THAT(result.err, HasSubstr("2 changes were not attempted."));
}

TEST_F(DeployTx, GoesOnWhereItStopped) {
    json({"deploy", "--tx=change"});
    write_file(ws.package_dir("b") / "deploy" / "b2.sql", "CREATE TABLE b2 (a int);\n");
    const auto run = deploy();
    EXPECT_THAT(names(run["deployed"]), ElementsAre("b:b2", "b:b3", "c:c1"));
}

TEST_F(DeployTx, RefusesAModeItDoesNotKnow) {
    const auto run = json({"deploy", "--tx=some"});
    EXPECT_EQ(run.exit_code(), 2);
    EXPECT_EQ(run.error().at("id"), "option-value");
}

TEST_F(DeployTx, ChangeGivesEveryChangeItsOwnTransaction) {
    write_file(ws.package_dir("b") / "deploy" / "b2.sql",
               "CREATE TABLE ids AS SELECT pg_current_xact_id() AS xid;\n");
    write_file(ws.package_dir("b") / "deploy" / "b3.sql",
               "CREATE TABLE \"b/b3\" (id int); INSERT INTO ids VALUES (pg_current_xact_id());\n");
    ASSERT_EQ(pgmeta({"deploy", "--tx=change"}).exit_code, 0);
    EXPECT_EQ(db.value("SELECT count(DISTINCT xid) FROM ids"), "2");
}

class DeployDryRun : public Behaviour {
protected:
    void SetUp() override {
        ws.package("a", {"hstore"})
            .change("one")
            .change(
                "data",
                "-- Größe\nCREATE TABLE data (a int, b text);\nINSERT INTO data VALUES (1, E'x\\ny'); -- end",
                "DROP TABLE data;\n", "SELECT 1 / count(*) FROM data;\n");
        ws.package("b", {"a"});
        change("three", "BEGIN;\nCREATE VIEW v AS SELECT a FROM data;\nCOMMIT;\n", {"a:data"});
        change("four", "COPY data FROM stdin;\n2\ttab\\there; \\\\\n\\.\nSELECT 1; -- :x \"");
        ws.write();
    }
};

TEST_F(DeployDryRun, TouchesNothing) {
    const auto before = dump_schema(db.name());
    const auto run = deploy({"--dry-run"});
    EXPECT_EQ(run["dry_run"], true);
    EXPECT_THAT(names(run["deployed"]), ElementsAre("a:one", "a:data", "b:three", "b:four"));
    EXPECT_EQ(run["extensions"], (Json{"hstore"}));
    EXPECT_EQ(dump_schema(db.name()), before);
}

TEST_F(DeployDryRun, PrintsSqlThatPsqlRunsToTheSameResult) {
    const auto dry = pgmeta({"deploy", "--dry-run", "--sql"});
    ASSERT_EQ(dry.exit_code, 0) << dry.err;
    EXPECT_EQ(db.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'pgpm_migrate'"), "0");

    TestDatabase copy;
    const auto psql = run({"psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-d", copy.url()},
                          {.stdin_text = dry.out});
    ASSERT_EQ(psql.exit_code, 0) << psql.err << dry.out;
    deploy();
    EXPECT_EQ(dump_schema(copy.name()), dump_schema(db.name()));
    EXPECT_EQ(copy.query("SELECT * FROM data"), db.query("SELECT * FROM data"));
    constexpr auto rows =
        "SELECT change_id, change_name, package, script_hash FROM pgpm_migrate.changes "
        "ORDER BY package, change_name";
    EXPECT_EQ(copy.query(rows), db.query(rows));
    constexpr auto requirements = "SELECT * FROM pgpm_migrate.dependencies ORDER BY 1, 2";
    EXPECT_EQ(copy.query(requirements), db.query(requirements));
}

TEST_F(DeployDryRun, GivesTheSqlAsAField) {
    const auto run = deploy({"--dry-run", "--sql"});
    std::string all;
    for (const auto& message : run["sql"])
        all += message.get<std::string>();
    EXPECT_THAT(all, HasSubstr("CREATE TABLE data (a int, b text);"));
    EXPECT_THAT(all, HasSubstr("pgpm_migrate.changes"));
}

TEST_F(DeployDryRun, SqlNeedsADryRun) {
    const auto run = json({"deploy", "--sql"});
    EXPECT_EQ(run.exit_code(), 2);
    EXPECT_EQ(ledger(), Words{});
}

TEST_F(DeployDryRun, FindsTheSameProblems) {
    write_file(ws.package_dir("b") / "deploy" / "three.sql", "VACUUM;\n");
    const auto run = json({"deploy", "--dry-run"});
    EXPECT_EQ(run.exit_code(), 3);
    EXPECT_THAT(ids(run["problems"]), ElementsAre("refuses-transaction"));
}

TEST_F(DeployDryRun, SaysThatTheDatabaseWouldBeCreated) {
    const auto name = unique_name("missing");
    const TestDatabase missing{name, false};
    const auto result =
        run_plain({"deploy", "--dry-run", "--createdb", "--json", "--target", missing.url()});
    EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
    EXPECT_FALSE(database_exists(name));
}

class DeployVerify : public Behaviour {};

TEST_F(DeployVerify, RunsByDefaultAndRollsEverythingBackWhenItFails) {
    ws.package("a").change("one").change("two", "CREATE TABLE two (a int);", "DROP TABLE two;",
                                         "SELECT 1;\nSELECT missing FROM two;\n");
    ws.write();
    const auto before = dump_schema(db.name());
    const auto run = json({"deploy"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_EQ(run.error().at("id"), "verify-failed");
    EXPECT_EQ(run.error().at("script"), "verify");
    EXPECT_EQ(run.error().at("change"), "a:two");
    EXPECT_EQ(run.error().at("location").at("line"), 4);
    EXPECT_EQ(run.error().at("location").at("column"), 8);
    EXPECT_THAT(run.error().at("location").at("file").get<std::string>(),
                HasSubstr("packages/a/verify/two.sql"));
    EXPECT_EQ(dump_schema(db.name()), before);
}

TEST_F(DeployVerify, LeavesNothingThatItsScriptsWrote) {
    ws.package("a").change("one", "CREATE TABLE one (a int);", "DROP TABLE one;",
                           "BEGIN;\nINSERT INTO one VALUES (1);\nCREATE TABLE stray (a int);\n"
                           "SET search_path = pg_catalog;\nROLLBACK;\n");
    change(
        "two",
        "CREATE TABLE two AS SELECT count(*) AS n, current_setting('search_path') AS path FROM one;");
    ws.write();
    deploy();
    EXPECT_FALSE(exists("stray"));
    EXPECT_EQ(db.query("SELECT * FROM two"), (Rows{{"0", "\"$user\", public"}}));
}

TEST_F(DeployVerify, IsLeftOutWhenAsked) {
    ws.package("a").change("one", "CREATE TABLE one (a int);", "DROP TABLE one;", "SELECT 1/0;\n");
    ws.write();
    EXPECT_THAT(names(deploy({"--no-verify"})["deployed"]), ElementsAre("a:one"));
}

class DeployLogOnly : public Behaviour {};

TEST_F(DeployLogOnly, RecordsWithoutRunning) {
    ws.package("a", {"hstore"}).change("one").change("two", {"one"});
    ws.write();
    for (const auto* spelling : {"--log-only", "--logOnly"}) {
        const auto run = deploy({spelling});
        EXPECT_THAT(names(run["deployed"]), ElementsAre("a:one", "a:two"));
        EXPECT_THAT(ledger(), ElementsAre("a:one", "a:two"));
        EXPECT_FALSE(exists("\"a/one\""));
        EXPECT_EQ(db.value("SELECT count(*) FROM pg_extension WHERE extname = 'hstore'"), "0");
        EXPECT_EQ(db.value("SELECT count(*) FROM pgpm_migrate.dependencies"), "1");
        EXPECT_EQ(db.value("SELECT bool_and(log_only) FROM pgmeta.deployed_change"), "t");
        db.query("DROP SCHEMA pgmeta, pgpm_migrate CASCADE");
    }
}

class DeployLimits : public Behaviour {
protected:
    void SetUp() override {
        ws.package("a");
        change("shows",
               "SET statement_timeout = '1h'; RESET ALL;"
               "CREATE TABLE seen AS SELECT current_setting('lock_timeout') l, "
               "current_setting('statement_timeout') s;");
        change("again",
               "INSERT INTO seen SELECT current_setting('lock_timeout'), "
               "current_setting('statement_timeout');");
        ws.write();
    }
};

TEST_F(DeployLimits, HoldInEveryScript) {
    deploy({"--lock-timeout", "7s", "--statement-timeout=90s"});
    EXPECT_EQ(db.query("SELECT l, s FROM seen"), (Rows{{"7s", "90s"}, {"7s", "90s"}}));
}

TEST_F(DeployLimits, EndAStatementThatTakesTooLong) {
    change("slow", "SELECT pg_sleep(60);");
    ws.write();
    const auto run = json({"deploy", "--statement-timeout", "2s"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_EQ(run.error().at("sqlstate"), "57014");
    EXPECT_EQ(run.error().at("change"), "a:slow");
    EXPECT_THAT(hints(run.error()), HasSubstr("--statement-timeout"));
}

TEST_F(DeployLimits, EndAWaitForALock) {
    db.query("CREATE TABLE busy (a int)");
    auto holder = db.connect();
    holder.query("BEGIN; LOCK TABLE busy");
    change("waits", "ALTER TABLE busy ADD b int;");
    ws.write();
    const auto run = json({"deploy", "--lock-timeout", "200ms"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_EQ(run.error().at("sqlstate"), "55P03");
    EXPECT_THAT(hints(run.error()), HasSubstr("--lock-timeout"));
    EXPECT_FALSE(exists("seen"));
}

TEST_F(DeployLimits, RefuseWhatIsNoTime) {
    const auto run = json({"deploy", "--lock-timeout", "soon"});
    EXPECT_EQ(run.exit_code(), 2);
    EXPECT_EQ(run.error().at("id"), "duration-malformed");
}

class CreateDatabase : public Behaviour {
protected:
    TestDatabase fresh{unique_name("fresh"), false};

    JsonRun deploy_fresh(Words words = {}) {
        words.insert(words.begin(), {"deploy", "--json", "--target", fresh.url()});
        return parsed(run_plain(std::move(words)));
    }
};

TEST_F(CreateDatabase, MakesAMissingOne) {
    ws.package("a").change("one");
    ws.write();
    const auto without = deploy_fresh();
    EXPECT_EQ(without.exit_code(), 1);
    EXPECT_EQ(without.error().at("id"), "connection-failed");

    const auto run = deploy_fresh({"--createdb"});
    EXPECT_EQ(run.exit_code(), 0) << run.process.out;
    EXPECT_EQ(run["database_created"], true);
    EXPECT_EQ(deploy_fresh({"--createdb"})["database_created"], false);
}

TEST_F(CreateDatabase, DropsItAgainWhenTheDeployFails) {
    ws.package("a");
    change("bad", "SELECT 1/0;");
    ws.write();
    const auto run = deploy_fresh({"--createdb"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_EQ(run["database_created"], true);
    EXPECT_EQ(run["database_dropped"], true);
    EXPECT_FALSE(database_exists(fresh.name()));
}

TEST_F(CreateDatabase, DropsItAgainWhenTheDeployIsRefused) {
    ws.package("a", {"no_such_extension"}).change("one");
    ws.write();
    const auto run = deploy_fresh({"--createdb"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_EQ(run["database_dropped"], true);
    EXPECT_FALSE(database_exists(fresh.name()));
}

TEST_F(CreateDatabase, KeepsOneThatWasThereBefore) {
    ws.package("a");
    change("bad", "SELECT 1/0;");
    ws.write();
    const auto run = json({"deploy", "--createdb"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_EQ(run["database_dropped"], false);
    EXPECT_TRUE(database_exists(db.name()));
}

TEST_F(CreateDatabase, KeepsItWhenPartOfTheDeployIsCommitted) {
    ws.package("a").change("one");
    change("bad", "SELECT 1/0;");
    ws.write();
    const auto run = deploy_fresh({"--createdb", "--tx=change"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_EQ(run["database_dropped"], false);
    EXPECT_TRUE(database_exists(fresh.name()));
}

TEST(DeployOptions, RefusesWhatItDoesNotKnow) {
    const TempDir dir;
    const auto result = run_pgmeta({"deploy", "--dryrun", "--target", "postgresql://localhost:1/x"},
                                   {.cwd = dir.path()});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("error[option-unknown]"));
    EXPECT_THAT(result.err, HasSubstr("--dry-run"));
}

}  // namespace
}  // namespace pgmeta::test

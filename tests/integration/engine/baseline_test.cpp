// SPDX-License-Identifier: MIT
#include "behaviour.hpp"

// Taking over databases that have the objects already, and the rows a deployment writes.

namespace pgmeta::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Baseline : public Behaviour {
protected:
    void SetUp() override {
        ws.package("a", {"hstore"}).change("one").tag("v1").change("two", {"one"});
        ws.package("b", {"a"}).change("three", {"a:@v1"});
        ws.write();
    }

    /// The registry that Sqitch keeps, as far as it matters.
    void sqitch_deployed(std::string_view project, std::string_view change) {
        db.query(fmt::format(
            "CREATE SCHEMA IF NOT EXISTS sqitch;"
            "CREATE TABLE IF NOT EXISTS sqitch.changes (change_id text PRIMARY KEY, script_hash text,"
            " change text NOT NULL, project text NOT NULL, note text NOT NULL DEFAULT '',"
            " committed_at timestamptz NOT NULL DEFAULT clock_timestamp());"
            "INSERT INTO sqitch.changes (change_id, change, project) VALUES (md5('{0}{1}'), '{1}', "
            "'{0}')",
            project, change));
    }
};

TEST_F(Baseline, RecordsWithoutRunningAndMakesDeployANoOp) {
    const auto run = json({"baseline", "--yes"});
    EXPECT_EQ(run.exit_code(), 0) << run.process.out;
    EXPECT_THAT(names(run["recorded"]), ElementsAre("a:one", "a:two", "b:three"));
    EXPECT_FALSE(exists("\"a/one\""));
    EXPECT_EQ(db.value("SELECT count(*) FROM pg_extension WHERE extname = 'hstore'"), "0");
    db.query("CREATE EXTENSION hstore");
    const auto again = deploy();
    EXPECT_THAT(names(again["deployed"]), IsEmpty());
    EXPECT_EQ(again["already"], 3);
    EXPECT_EQ(db.query("SELECT kind FROM pgmeta.deployment"), (Rows{{"baseline"}}));
}

TEST_F(Baseline, StopsAtItsBound) {
    EXPECT_THAT(names(json({"baseline", "a:@v1", "--yes"})["recorded"]), ElementsAre("a:one"));
    EXPECT_THAT(names(deploy()["deployed"]), ElementsAre("a:two", "b:three"));
}

TEST_F(Baseline, AsksFirst) {
    const auto refused = json({"baseline"});
    EXPECT_EQ(refused.exit_code(), 2);
    EXPECT_EQ(refused.error().at("id"), "confirmation-needed");
    for (const auto& [answer, status] : {std::pair{"n\n", 1}, std::pair{"y\n", 0}}) {
        EXPECT_THAT(ledger(), IsEmpty());
        Process process{pgmeta_argv({"baseline", "--target", db.url()}),
                        {.cwd = dir.path(), .pty = true}};
        ASSERT_TRUE(process.wait_for("[y/N]")) << process.out();
        EXPECT_THAT(process.out(), AllOf(HasSubstr("a:one"), HasSubstr("3 changes")));
        process.write(answer);
        EXPECT_EQ(process.wait().exit_code, status);
    }
    EXPECT_EQ(ledger().size(), 3U);
}

TEST_F(Baseline, TouchesNothingInADryRun) {
    const auto run = json({"baseline", "--dry-run"});
    EXPECT_EQ(run.exit_code(), 0);
    EXPECT_EQ(run["dry_run"], true);
    EXPECT_EQ(run["recorded"].size(), 3U);
    EXPECT_THAT(ledger(), IsEmpty());
}

TEST_F(Baseline, KeepsADatabaseThatSqitchDeployedFromBeingDeployedOver) {
    sqitch_deployed("other", "thing");
    sqitch_deployed("a", "two");
    const auto run = json({"deploy"});
    EXPECT_EQ(run.exit_code(), 4);
    ASSERT_THAT(ids(run["problems"]), ElementsAre("sqitch-deployed"));
    EXPECT_THAT(run["problems"][0].at("message").get<std::string>(),
                AllOf(HasSubstr("`two`"), HasSubstr("`a`")));
    EXPECT_THAT(hints(run["problems"][0]), HasSubstr("pgmeta baseline"));
    EXPECT_THAT(ledger(), IsEmpty());

    EXPECT_EQ(json({"baseline", "a", "--yes"}).exit_code(), 0);
    db.query("CREATE EXTENSION hstore");
    EXPECT_THAT(names(deploy()["deployed"]), ElementsAre("b:three"));
}

TEST_F(Baseline, LeavesASqitchRegistryOfOthersAlone) {
    sqitch_deployed("other", "thing");
    EXPECT_EQ(deploy()["deployed"].size(), 3U);
}

TEST_F(Baseline, HasEveryDocumentedField) {
    const auto run = json({"baseline", "--yes"});
    for (const auto* field :
         {"ok", "command", "target", "dry_run", "recorded", "already", "rolled_back", "pending",
          "extensions", "ledger_created", "database_created", "database_dropped", "elapsed_ms",
          "warnings", "problems"})
        EXPECT_TRUE(run.json.contains(field)) << field;
}

class LedgerRows : public Behaviour {};

TEST_F(LedgerRows, AreThoseOfTheSharedFormat) {
    ws.package("lib").change("base").tag("v1").change("more");
    ws.package("app", {"lib"})
        .change("one", {"lib:@v1"})
        .tag("v0.1")
        .change("two", {"one", "@v0.1", "app:one", "lib:more", "lib:base"})
        .change("größe", {"two"});
    ws.write();
    deploy();

    EXPECT_EQ(db.query("SELECT package FROM pgpm_migrate.packages ORDER BY 1"),
              (Rows{{"app"}, {"lib"}}));
    EXPECT_EQ(db.value("SELECT bool_and(change_id = encode(sha256((package || change_name || "
                       "script_hash)::bytea), 'hex')) FROM pgpm_migrate.changes"),
              "t");
    EXPECT_EQ(db.value("SELECT script_hash FROM pgpm_migrate.changes WHERE change_name = 'größe'"),
              db.value("SELECT encode(sha256(convert_to(E'-- Deploy app:größe\\n\\nCREATE TABLE "
                       "\"app/größe\" (id int);\\n', 'UTF8')), 'hex')"));
    EXPECT_EQ(
        db.query("SELECT change_name, requires FROM pgpm_migrate.dependencies "
                 "JOIN pgpm_migrate.changes USING (change_id) ORDER BY deployed_at, requires"),
        (Rows{{"one", "lib:base"},
              {"two", "app:one"},
              {"two", "lib:base"},
              {"two", "lib:more"},
              {"größe", "app:two"}}));
    EXPECT_EQ(db.query("SELECT event_type, package, change_name, error_message, error_code "
                       "FROM pgpm_migrate.events ORDER BY event_id"),
              (Rows{{"deploy", "lib", "base", "NULL", "NULL"},
                    {"deploy", "lib", "more", "NULL", "NULL"},
                    {"deploy", "app", "one", "NULL", "NULL"},
                    {"deploy", "app", "two", "NULL", "NULL"},
                    {"deploy", "app", "größe", "NULL", "NULL"}}));
}

TEST_F(LedgerRows, HoldTheKnownIdentity) {
    ws.package("test-constraint-partial").change("create_table", "", "SELECT 1;\n");
    ws.write();
    write_file(ws.package_dir("test-constraint-partial") / "deploy" / "create_table.sql",
               "CREATE TABLE test_products (id SERIAL PRIMARY KEY, sku VARCHAR(50) UNIQUE);");
    deploy();
    EXPECT_EQ(db.query("SELECT script_hash, change_id FROM pgpm_migrate.changes"),
              (Rows{{"0624b3e2276299c8c3b8bfa514fe0d128906193769b3aeaea6732e71c0e352e6",
                     "cbf76a7f6d880201886918903861d537bce986b9df5460531fe8e3d6e9a0ca60"}}));
}

TEST_F(LedgerRows, KeepWhatARevertNeeds) {
    ws.package("a").change("one", "SELECT 1;\n", "SELECT 2;\n", "SELECT 3;\n");
    ws.write();
    deploy();
    EXPECT_EQ(db.query("SELECT revert_script, verify_script, log_only FROM pgmeta.deployed_change"),
              (Rows{{"-- Revert a:one\n\nSELECT 2;\n", "-- Verify a:one\n\nSELECT 3;\n", "f"}}));
    EXPECT_EQ(db.query("SELECT kind, role_name FROM pgmeta.deployment"),
              (Rows{{"deploy", "postgres"}}));
}

TEST_F(LedgerRows, AreWhatPgpmsOwnRoutinesExpect) {
    ws.package("a").change("one").change("two", {"one"});
    ws.write();
    deploy();
    EXPECT_EQ(db.value("SELECT pgpm_migrate.is_deployed('a', 'two')"), "t");
    EXPECT_EQ(db.query("SELECT package, total_deployed, last_change FROM pgpm_migrate.status('a')"),
              (Rows{{"a", "2", "two"}}));
    EXPECT_EQ(db.query("SELECT package, change_name, dependency FROM "
                       "pgpm_migrate.get_dependents('a', 'one')"),
              (Rows{{"a", "two", "a:one"}}));
    EXPECT_THROW(db.query("CALL pgpm_migrate.revert('a', 'one', 'SELECT 1')"), std::runtime_error);
    db.query("CALL pgpm_migrate.revert('a', 'two', 'DROP TABLE \"a/two\"')");
    EXPECT_THAT(names(deploy()["deployed"]), ElementsAre("a:two"));
}

}  // namespace
}  // namespace pgmeta::test

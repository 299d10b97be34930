// SPDX-License-Identifier: MIT
#include "behaviour.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta_test/paths.hpp"

// Deployers that are not superusers.

namespace pgmeta::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Privileges : public Behaviour {
protected:
    std::string role = unique_name("deployer");

    void SetUp() override {
        db.query("CREATE ROLE " + role + " LOGIN; CREATE SCHEMA app AUTHORIZATION " + role);
        ws.package("a")
            .change("one", "CREATE TABLE app.one (a int);", "DROP TABLE app.one;",
                    "SELECT a FROM app.one;")
            .change("two", "CREATE TABLE app.two (a int);", "DROP TABLE app.two;");
        ws.write();
    }

    void TearDown() override { drop_roles(db, {role}); }

    void grant(const std::string& what) { db.query("GRANT " + what + " TO " + role); }

    void grant_ledger() {
        grant("USAGE ON SCHEMA pgpm_migrate");
        grant("SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgpm_migrate");
        grant("USAGE ON ALL SEQUENCES IN SCHEMA pgpm_migrate");
    }

    /// The ledger as another tool makes it.
    void make_shared_ledger() {
        db.query(read_file(source_dir() / "migrations/0001_pgpm_migrate.sql"));
    }
};

TEST_F(Privileges, CreateOnTheDatabaseIsEnough) {
    grant("CREATE ON DATABASE " + db.name());
    const auto run = json_as(role, {"deploy"});
    EXPECT_EQ(run.exit_code(), 0) << run.process.out;
    EXPECT_THAT(names(run["deployed"]), ElementsAre("a:one", "a:two"));
    EXPECT_EQ(db.value("SELECT nspowner::regrole FROM pg_namespace WHERE nspname = 'pgmeta'"),
              role);
    EXPECT_EQ(json_as(role, {"verify"}).exit_code(), 0);
    EXPECT_EQ(json_as(role, {"status", "--exit-code"}).exit_code(), 0);
    EXPECT_EQ(json_as(role, {"revert", "--yes"}).exit_code(), 0);
    EXPECT_THAT(ledger(), IsEmpty());
}

TEST_F(Privileges, AreMissedBeforeAnythingRuns) {
    const auto run = json_as(role, {"deploy"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_THAT(ids(run["problems"]), ElementsAre("privilege-missing"));
    EXPECT_THAT(hints(run["problems"][0]), HasSubstr("GRANT CREATE ON DATABASE"));
    EXPECT_FALSE(exists("app.one"));
}

TEST_F(Privileges, OnTheLedgerAreEnoughForLaterDeployments) {
    deploy({"a:one"});
    grant_ledger();
    grant("USAGE ON SCHEMA pgmeta");
    grant("SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgmeta");
    grant("USAGE ON ALL SEQUENCES IN SCHEMA pgmeta");
    const auto run = json_as(role, {"deploy"});
    EXPECT_EQ(run.exit_code(), 0) << run.process.out;
    EXPECT_THAT(names(run["deployed"]), ElementsAre("a:two"));
    EXPECT_EQ(db.value("SELECT count(*) FROM pgmeta.deployed_change"), "2");
    EXPECT_EQ(db.value("SELECT role_name FROM pgmeta.deployment ORDER BY 1 LIMIT 1"), role);
}

TEST_F(Privileges, OnTheLedgerAreMissedWithTheGrantThatHelps) {
    deploy({"a:one"});
    grant("USAGE ON SCHEMA pgpm_migrate");
    grant("SELECT ON ALL TABLES IN SCHEMA pgpm_migrate");
    const auto run = json_as(role, {"deploy"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_THAT(ids(run["problems"]), Contains("privilege-missing"));
    EXPECT_THAT(run["problems"].dump(), HasSubstr("GRANT USAGE ON SCHEMA pgpm_migrate"));
    EXPECT_FALSE(exists("app.two"));
}

TEST_F(Privileges, ToRevertAreMissedBeforeAnythingRuns) {
    deploy();
    grant("USAGE ON SCHEMA pgpm_migrate");
    grant("SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA pgpm_migrate");
    grant("USAGE ON ALL SEQUENCES IN SCHEMA pgpm_migrate");
    const auto run = json_as(role, {"revert", "--yes"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_EQ(run.error().at("id"), "privilege-missing");
    EXPECT_THAT(run.process.out, HasSubstr("UPDATE, DELETE ON ALL TABLES"));
    EXPECT_EQ(db.value("SELECT count(*) FROM pgpm_migrate.events WHERE event_type = 'fail'"), "0");
    EXPECT_TRUE(exists("app.two"));
}

TEST_F(Privileges, ToReadTheLedgerAreMissed) {
    deploy({"a:one"});
    const auto run = json_as(role, {"deploy"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_EQ(run.error().at("id"), "ledger-unreadable");
}

TEST_F(Privileges, AreNotNeededToFindNothingToDo) {
    deploy();
    grant("USAGE ON SCHEMA pgpm_migrate");
    grant("SELECT ON ALL TABLES IN SCHEMA pgpm_migrate");
    const auto run = json_as(role, {"deploy"});
    EXPECT_EQ(run.exit_code(), 0) << run.process.out;
    EXPECT_EQ(run["already"], 2);
}

TEST_F(Privileges, ForTheExtraSchemaMayBeMissing) {
    make_shared_ledger();
    grant_ledger();
    const auto run = json_as(role, {"deploy"});
    EXPECT_EQ(run.exit_code(), 0) << run.process.out;
    EXPECT_THAT(ledger(), ElementsAre("a:one", "a:two"));
    ASSERT_THAT(ids(run["warnings"]), Contains("ledger-extras-missing"));
    EXPECT_THAT(run["warnings"].dump(), HasSubstr("revert"));
    EXPECT_EQ(db.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'pgmeta'"), "0");

    EXPECT_EQ(json_as(role, {"verify"}).exit_code(), 0);
    EXPECT_EQ(json_as(role, {"status", "--exit-code"}).exit_code(), 0);
    const auto reverted = json_as(role, {"revert", "--yes"});
    EXPECT_EQ(reverted.exit_code(), 0) << reverted.process.out;
    EXPECT_THAT(ledger(), IsEmpty());
    EXPECT_FALSE(exists("app.one"));
}

TEST_F(Privileges, OfALedgerMadeByAnotherToolBringTheExtraSchema) {
    make_shared_ledger();
    const auto run = deploy();
    EXPECT_THAT(ids(run["warnings"]), Not(Contains("ledger-extras-missing")));
    EXPECT_EQ(run["ledger_created"], false);
    EXPECT_EQ(db.value("SELECT count(*) FROM pgmeta.deployed_change"), "2");
}

TEST_F(Privileges, AreThoseOfTheDeployerAgainAfterAScriptChangedRole) {
    ws.package("b");
    change("sets", "SET SESSION AUTHORIZATION " + role +
                       "; CREATE TABLE app.by_role (a int); SET ROLE NONE;");
    change("after", "CREATE TABLE public.by_deployer (a int);");
    ws.write();
    deploy({"b"});
    EXPECT_EQ(db.value("SELECT relowner::regrole FROM pg_class WHERE relname = 'by_role'"), role);
    EXPECT_EQ(db.value("SELECT relowner::regrole FROM pg_class WHERE relname = 'by_deployer'"),
              "postgres");
}

}  // namespace
}  // namespace pgmeta::test

// SPDX-License-Identifier: MIT
#include "behaviour.hpp"

// What `revert` takes away, what it asks, and what it leaves.

namespace pgmeta::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Revert : public Behaviour {
protected:
    JsonRun revert(Words words = {}) const {
        words.insert(words.begin(), "revert");
        words.emplace_back("--yes");
        auto run = json(std::move(words));
        EXPECT_EQ(run.exit_code(), 0) << run.process.out;
        return run;
    }
};

/// Three packages in a chain, with tags; the third requires tags of the other two.
class RevertTagged : public Revert {
protected:
    void SetUp() override {
        ws.package("first")
            .change("schema")
            .change("users", {"schema"})
            .tag("v1.0.0")
            .change("products", {"users"})
            .tag("v1.1.0");
        ws.package("second", {"first"})
            .change("schema")
            .change("table", {"schema"})
            .tag("v2.0.0")
            .change("another")
            .tag("v2.1.0");
        ws.package("third", {"second"})
            .change("schema", {"first:@v1.1.0", "second:@v2.0.0"})
            .change("table", {"schema"})
            .tag("v3.0.0");
        ws.package("apart").change("alone");
        ws.write();
        deploy();
    }
};

TEST_F(RevertTagged, StoresTagsResolved) {
    EXPECT_EQ(db.query("SELECT package || ':' || change_name, requires "
                       "FROM pgpm_migrate.dependencies JOIN pgpm_migrate.changes USING (change_id) "
                       "WHERE package = 'third' ORDER BY 1, 2"),
              (Rows{{"third:schema", "first:products"},
                    {"third:schema", "second:table"},
                    {"third:table", "third:schema"}}));
}

TEST_F(RevertTagged, TakesAPackageInReverseOrder) {
    EXPECT_THAT(names(revert({"third"})["reverted"]), ElementsAre("third:table", "third:schema"));
    EXPECT_THAT(names(deploy()["deployed"]), ElementsAre("third:schema", "third:table"));
}

TEST_F(RevertTagged, GoesBackToATagWhichStays) {
    const auto run = revert({"first:@v1.0.0"});
    EXPECT_THAT(names(run["reverted"]),
                ElementsAre("third:table", "third:schema", "second:another", "second:table",
                            "second:schema", "first:products"));
    EXPECT_TRUE(exists("\"first/users\""));
    EXPECT_FALSE(exists("\"first/products\""));
    EXPECT_TRUE(exists("\"apart/alone\""));
    EXPECT_THAT(names(deploy()["deployed"]),
                ElementsAre("first:products", "second:schema", "second:table", "second:another",
                            "third:schema", "third:table"));
}

TEST_F(RevertTagged, TakesWhatDependsOnAPackageAndNothingElse) {
    const auto run = revert({"second"});
    EXPECT_THAT(names(run["reverted"]), ElementsAre("third:table", "third:schema", "second:another",
                                                    "second:table", "second:schema"));
    EXPECT_THAT(ledger(), AllOf(Contains("first:products"), Contains("apart:alone")));
}

TEST_F(RevertTagged, RefusesToWidenWithOnly) {
    for (const auto* option : {"--only", "--no-recursive"}) {
        const auto refused = json({"revert", "first:@v1.0.0", option, "--yes"});
        EXPECT_EQ(refused.exit_code(), 4);
        EXPECT_EQ(refused.error().at("id"), "required-by-others");
    }
    EXPECT_THAT(ledger(), Contains("first:products"));
    revert({"third"});
    revert({"second"});
    EXPECT_THAT(names(revert({"first", "--to", "users", "--only"})["reverted"]),
                ElementsAre("first:products"));
}

TEST_F(RevertTagged, TakesEverythingAtTheRoot) {
    EXPECT_EQ(revert()["reverted"].size(), 9U);
    EXPECT_THAT(ledger(), IsEmpty());
    EXPECT_EQ(db.value("SELECT count(*) FROM pg_class WHERE relname ~ '/'"), "0");
}

TEST_F(RevertTagged, TakesThePackageOfTheFolder) {
    const auto result = pgmeta({"revert", "--yes", "--json"}, {.cwd = ws.package_dir("third")});
    EXPECT_THAT(names(Json::parse(result.out).at("reverted")),
                ElementsAre("third:table", "third:schema"));
}

TEST_F(RevertTagged, KeepsTheChangeItGoesBackTo) {
    EXPECT_THAT(names(revert({"third:schema"})["reverted"]), ElementsAre("third:table"));
    EXPECT_THAT(names(revert({"third:schema"})["reverted"]), IsEmpty());
}

TEST_F(RevertTagged, RefusesWhatItDoesNotKnowAndRevertsNothing) {
    for (const auto& [words, id] : std::vector<std::pair<Words, std::string>>{
             {{"revert", "frist", "--yes"}, "package-unknown"},
             {{"revert", "first:user", "--yes"}, "change-unknown"},
             {{"revert", "first", "--to", "@v1.2.0", "--yes"}, "tag-unknown"}}) {
        const auto run = json(words);
        EXPECT_EQ(run.exit_code(), 2) << id;
        EXPECT_EQ(run.error().at("id"), id);
        EXPECT_FALSE(run.error().at("hints").empty());
    }
    EXPECT_EQ(ledger().size(), 9U);
}

TEST_F(RevertTagged, RefusesToGoBackToAChangeThatIsNotDeployed) {
    revert({"third:schema"});
    const auto run = json({"revert", "third:table", "--yes"});
    EXPECT_EQ(run.exit_code(), 2);
    EXPECT_EQ(run.error().at("id"), "change-not-deployed");
    EXPECT_EQ(ledger().size(), 8U);
}

TEST_F(RevertTagged, NeedsAnAnswerThatNobodyCanGive) {
    const auto run = json({"revert"});
    EXPECT_EQ(run.exit_code(), 2);
    EXPECT_EQ(run.error().at("id"), "confirmation-needed");
    EXPECT_THAT(hints(run.error()), HasSubstr("--yes"));
    EXPECT_EQ(ledger().size(), 9U);
}

TEST_F(RevertTagged, AsksAndTakesNoForNo) {
    for (const auto* answer : {"n\n", "\n", "what\n"}) {
        Process process{pgmeta_argv({"revert", "third", "--target", db.url()}),
                        {.cwd = dir.path(), .pty = true}};
        ASSERT_TRUE(process.wait_for("[y/N]")) << process.out();
        EXPECT_THAT(process.out(), AllOf(HasSubstr("third:table"), HasSubstr("2 changes")));
        EXPECT_THAT(process.out(), testing::Not(HasSubstr("EVERYTHING")));
        process.write(answer);
        EXPECT_EQ(process.wait().exit_code, 1);
        EXPECT_EQ(ledger().size(), 9U);
    }
}

TEST_F(RevertTagged, AsksAndTakesYesForYes) {
    Process process{pgmeta_argv({"revert", "--target", db.url()}),
                    {.cwd = dir.path(), .pty = true}};
    ASSERT_TRUE(process.wait_for("[y/N]")) << process.out();
    EXPECT_THAT(process.out(), HasSubstr("EVERYTHING"));
    process.write("y\n");
    EXPECT_EQ(process.wait().exit_code, 0);
    EXPECT_THAT(ledger(), IsEmpty());
}

TEST_F(RevertTagged, ShowsWhatGoesForOthersSake) {
    Process asked{pgmeta_argv({"revert", "second:@v2.0.0", "--target", db.url()}),
                  {.cwd = dir.path(), .pty = true}};
    ASSERT_TRUE(asked.wait_for("[y/N]")) << asked.out();
    asked.write("n\n");
    EXPECT_THAT(asked.wait().out, HasSubstr("only because they require others"));
}

TEST_F(RevertTagged, IsOneTransactionAndRecordsItsFailure) {
    write_file(ws.package_dir("first") / "revert" / "users.sql",
               "-- Revert\nDROP TABLE \"first/users\";\nSELECT 1/0;\n");
    const auto run = json({"revert", "--yes"});
    EXPECT_EQ(run.exit_code(), 1);
    const auto& error = run.error();
    EXPECT_EQ(error.at("id"), "script-failed");
    EXPECT_EQ(error.at("script"), "revert");
    EXPECT_EQ(error.at("change"), "first:users");
    EXPECT_EQ(error.at("sqlstate"), "22012");
    EXPECT_EQ(error.at("location").at("line"), 3);
    EXPECT_THAT(names(run["reverted"]), IsEmpty());
    EXPECT_THAT(names(run["rolled_back"]), Contains("third:table"));
    EXPECT_THAT(names(run["pending"]), ElementsAre("first:schema", "apart:alone"));
    EXPECT_EQ(ledger().size(), 9U);
    EXPECT_TRUE(exists("\"third/table\""));
    EXPECT_EQ(db.query("SELECT event_type, package, change_name, error_code "
                       "FROM pgpm_migrate.events ORDER BY event_id DESC LIMIT 1"),
              (Rows{{"revert", "first", "users", "22012"}}));
}

TEST_F(RevertTagged, KeepsWhatSmallerTransactionsReverted) {
    write_file(ws.package_dir("second") / "revert" / "table.sql", "SELECT 1/0;\n");
    const auto run = json({"revert", "second", "--yes", "--tx=package"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_THAT(names(run["reverted"]), ElementsAre("third:table", "third:schema"));
    EXPECT_THAT(names(run["rolled_back"]), ElementsAre("second:another", "second:table"));
    EXPECT_THAT(names(run["pending"]), ElementsAre("second:schema"));
    EXPECT_EQ(ledger().size(), 7U);
}

TEST_F(RevertTagged, RecordsEvents) {
    revert({"third"});
    EXPECT_EQ(db.query("SELECT event_type, package, change_name, error_message, error_code "
                       "FROM pgpm_migrate.events ORDER BY event_id DESC LIMIT 2"),
              (Rows{{"revert", "third", "schema", "NULL", "NULL"},
                    {"revert", "third", "table", "NULL", "NULL"}}));
    EXPECT_EQ(db.value("SELECT count(*) FROM pgmeta.deployed_change"), "7");
    EXPECT_EQ(db.value("SELECT kind FROM pgmeta.deployment ORDER BY deployment_id DESC LIMIT 1"),
              "revert");
}

TEST_F(RevertTagged, TouchesNothingInADryRun) {
    const auto before = dump_schema(db.name());
    const auto run = json({"revert", "second", "--dry-run"});
    EXPECT_EQ(run.exit_code(), 0);
    EXPECT_EQ(run["dry_run"], true);
    EXPECT_EQ(run["reverted"].size(), 5U);
    EXPECT_EQ(dump_schema(db.name()), before);
    EXPECT_EQ(ledger().size(), 9U);
}

TEST_F(RevertTagged, SeesRequirementsInEveryFormOfTheLedger) {
    db.query(
        "UPDATE pgpm_migrate.dependencies SET requires = 'first:@v1.1.0' "
        "WHERE requires = 'first:products'");
    EXPECT_THAT(names(revert({"first", "--to", "users"})["reverted"]), Contains("third:schema"));
}

class RevertStored : public Revert {
protected:
    void SetUp() override {
        ws.package("a")
            .change("one", "CREATE TABLE one (a int);", "DROP TABLE one;\n")
            .change("two", "CREATE TABLE two (a int);", "DROP TABLE two;\n");
        ws.write();
        deploy();
    }
};

TEST_F(RevertStored, RunsTheStoredScriptWhenTheFileIsGone) {
    std::filesystem::remove(ws.package_dir("a") / "revert" / "two.sql");
    EXPECT_THAT(names(revert()["reverted"]), ElementsAre("a:two", "a:one"));
    EXPECT_FALSE(exists("two"));
}

TEST_F(RevertStored, RunsTheStoredScriptWhenTheChangeLeftThePlan) {
    WorkspaceBuilder{dir.path()}
        .package("a")
        .change("one", "CREATE TABLE one (a int);", "DROP TABLE one;\n")
        .write();
    std::filesystem::remove(ws.package_dir("a") / "revert" / "two.sql");
    EXPECT_THAT(names(revert({"a:one"})["reverted"]), ElementsAre("a:two"));
    EXPECT_FALSE(exists("two"));
}

TEST_F(RevertStored, PrefersTheFileUnlessToldOtherwise) {
    write_file(ws.package_dir("a") / "revert" / "two.sql", "ALTER TABLE two RENAME TO kept;\n");
    revert({"a:one"});
    EXPECT_TRUE(exists("kept"));
    db.query("DROP TABLE kept");
    deploy();
    db.query(
        "UPDATE pgmeta.deployed_change SET revert_script = 'ALTER TABLE two RENAME TO stored;' "
        "WHERE revert_script ~ 'kept'");
    revert({"a:one", "--from-ledger"});
    EXPECT_TRUE(exists("stored"));
}

TEST_F(RevertStored, ReportsEveryScriptThatIsNowhereAndRevertsNothing) {
    std::filesystem::remove_all(ws.package_dir("a") / "revert");
    db.query("DELETE FROM pgmeta.deployed_change");
    const auto run = json({"revert", "--yes"});
    EXPECT_EQ(run.exit_code(), 3);
    EXPECT_EQ(run.error().at("id"), "revert-refused");
    EXPECT_THAT(ids(run["problems"]), ElementsAre("revert-missing", "revert-missing"));
    EXPECT_EQ(ledger().size(), 2U);
}

TEST_F(RevertStored, RefusesAScriptThatWouldEndTheTransaction) {
    write_file(ws.package_dir("a") / "revert" / "one.sql", "DROP TABLE one;\nROLLBACK;\n");
    const auto run = json({"revert", "--yes"});
    EXPECT_EQ(run.exit_code(), 3);
    EXPECT_EQ(run["problems"].size(), 1U);
    EXPECT_EQ(run["problems"][0].at("location").at("line"), 2);
    EXPECT_EQ(ledger().size(), 2U);
}

TEST_F(Revert, LeavesExtensionsAndSaysSo) {
    ws.package("a", {"hstore"});
    ws.change("one", "CREATE TABLE one (a hstore);", "DROP TABLE one;\n");
    ws.write();
    deploy();
    Process process{pgmeta_argv({"revert", "--target", db.url()}),
                    {.cwd = dir.path(), .pty = true}};
    ASSERT_TRUE(process.wait_for("[y/N]")) << process.out();
    process.write("y\n");
    const auto result = process.wait();
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.out, HasSubstr("Extensions stay: hstore."));
    EXPECT_EQ(db.value("SELECT count(*) FROM pg_extension WHERE extname = 'hstore'"), "1");
}

TEST_F(Revert, HasNothingToDoInADatabaseWithoutALedger) {
    ws.package("a").change("one");
    ws.write();
    const auto run = revert();
    EXPECT_THAT(names(run["reverted"]), IsEmpty());
    EXPECT_EQ(db.value("SELECT count(*) FROM pg_namespace WHERE nspname ~ '^pg(pm|meta)'"), "0");
}

TEST_F(Revert, LeavesPackagesOfOthersAlone) {
    ws.package("a").change("one").package("b").change("two");
    ws.write();
    deploy();
    std::filesystem::remove_all(ws.package_dir("b"));
    EXPECT_THAT(names(revert()["reverted"]), ElementsAre("a:one"));
    EXPECT_THAT(ledger(), ElementsAre("b:two"));
}

TEST_F(Revert, HasEveryDocumentedField) {
    ws.package("a").change("one");
    ws.write();
    deploy();
    const auto run = revert();
    for (const auto* field :
         {"ok", "command", "target", "dry_run", "reverted", "already", "rolled_back", "pending",
          "extensions", "ledger_created", "database_created", "database_dropped", "elapsed_ms",
          "warnings", "problems"})
        EXPECT_TRUE(run.json.contains(field)) << field;
    EXPECT_EQ(run["command"], "revert");
}

}  // namespace
}  // namespace pgmeta::test

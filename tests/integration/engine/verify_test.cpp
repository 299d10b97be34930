// SPDX-License-Identifier: MIT
#include "behaviour.hpp"

// What `verify` reports, and that it leaves nothing behind.

namespace pgmeta::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Verify : public Behaviour {
protected:
    void verified(std::string_view name, std::string_view verify) {
        ws.change(name, fmt::format("CREATE TABLE {} (a int);", name),
                  fmt::format("DROP TABLE {};", name), verify);
    }
};

TEST_F(Verify, PassesWhenEveryScriptDoes) {
    ws.package("a").change("one").change("two").package("b", {"a"}).change("three");
    ws.write();
    deploy();
    const auto run = json({"verify"});
    EXPECT_EQ(run.exit_code(), 0);
    EXPECT_THAT(names(run["passed"]), ElementsAre("a:one", "a:two", "b:three"));
    EXPECT_THAT(names(run["failed"]), IsEmpty());
}

TEST_F(Verify, ReportsEveryFailureWithItsMessageAndPlace) {
    ws.package("a");
    verified("one", "SELECT 1;\n");
    verified("two", "SELECT 'é',\n       wrong FROM two;\n");
    verified("three", "SELECT 1;\n");
    verified("four", "SELECT 1 / count(*) FROM four;\n");
    verified("five", "SELEC 1;\n");
    verified("six", "DO $$BEGIN\n  RAISE EXCEPTION 'not so' USING HINT = 'look';\nEND$$;\n");
    verified("seven", "SELECT 1;\n");
    ws.write();
    deploy({"--no-verify"});
    const auto run = json({"verify"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_EQ(run["ok"], false);
    EXPECT_THAT(names(run["passed"]), ElementsAre("a:one", "a:three", "a:seven"));
    EXPECT_THAT(names(run["failed"]), ElementsAre("a:two", "a:four", "a:five", "a:six"));
    const auto error = [&](std::size_t i) { return run["failed"][i].at("error"); };
    EXPECT_EQ(error(0).at("sqlstate"), "42703");
    EXPECT_EQ(error(0).at("location").at("line"), 4);
    EXPECT_EQ(error(0).at("location").at("column"), 8);
    EXPECT_EQ(error(1).at("sqlstate"), "22012");
    EXPECT_EQ(error(1).at("location").at("line"), 3);
    EXPECT_EQ(error(2).at("sqlstate"), "42601");
    EXPECT_EQ(error(2).at("location").at("line"), 3);
    EXPECT_EQ(error(3).at("message"), "not so");
    EXPECT_EQ(error(3).at("server_hint"), "look");
    EXPECT_EQ(error(3).at("location").at("line"), 4);
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(error(i).at("id"), "verify-failed");
        EXPECT_EQ(error(i).at("script"), "verify");
    }
}

TEST_F(Verify, ReportsEachOfManyFailuresOnceAndTheRestAsPassed) {
    constexpr int count = 300;
    ws.package("a");
    for (int i = 0; i < count; ++i)
        verified(fmt::format("t{}", i), i % 7 == 3    ? "SELECT 1 / 0;\n"
                                        : i % 50 == 9 ? "SELEC 1;\n"
                                                      : "SELECT 1;\n");
    ws.write();
    deploy({"--no-verify"});
    const auto run = json({"verify"});
    EXPECT_EQ(run.exit_code(), 1);
    Words failed;
    Words passed;
    for (int i = 0; i < count; ++i)
        (i % 7 == 3 || i % 50 == 9 ? failed : passed).push_back(fmt::format("a:t{}", i));
    EXPECT_EQ(names(run["failed"]), failed);
    EXPECT_EQ(names(run["passed"]), passed);
}

TEST_F(Verify, CountsAndNamesWhatItCannotVerify) {
    ws.package("a").change("one").change("two").without_verify().change("three").change("four");
    ws.write();
    deploy({"a:three"});
    const auto run = json({"verify"});
    EXPECT_EQ(run.exit_code(), 0);
    EXPECT_THAT(names(run["passed"]), ElementsAre("a:one", "a:three"));
    EXPECT_THAT(names(run["without_script"]), ElementsAre("a:two"));
    EXPECT_THAT(names(run["not_deployed"]), ElementsAre("a:four"));
    const auto text = pgmeta({"verify"}).out;
    EXPECT_THAT(text, AllOf(HasSubstr("a:two"), HasSubstr("a:four"),
                            HasSubstr("2 passed, 0 failed, 1 without script, 1 not deployed")));
}

TEST_F(Verify, LeavesNothingBehind) {
    ws.package("a");
    verified("one",
             "BEGIN;\nINSERT INTO one VALUES (1);\nCREATE TABLE stray (a int);\nROLLBACK;\n");
    verified("two", "INSERT INTO two VALUES (1);\nSELECT nope;\n");
    verified("three", "INSERT INTO three VALUES (1);\nCOMMIT;\n");
    ws.write();
    deploy({"--no-verify"});
    const auto before = dump_schema(db.name());
    const auto events = db.value("SELECT count(*) FROM pgpm_migrate.events");
    EXPECT_EQ(json({"verify"}).exit_code(), 1);
    EXPECT_EQ(dump_schema(db.name()), before);
    for (const auto* table : {"one", "two", "three"})
        EXPECT_EQ(db.value(fmt::format("SELECT count(*) FROM {}", table)), "0");
    EXPECT_EQ(db.value("SELECT count(*) FROM pgpm_migrate.events"), events);
}

TEST_F(Verify, LetsNoScriptSeeWhatAnotherLeft) {
    ws.package("a");
    verified("one",
             "CREATE TEMP TABLE leak AS SELECT 1;\nPREPARE p AS SELECT 1;\n"
             "SET search_path = pg_catalog;\nSET ROLE pg_read_all_data;\n"
             "SELECT set_config('my.leak', 'yes', false);\n");
    verified("two",
             "SELECT 1 / (to_regclass('leak') IS NULL)::int;\n"
             "SELECT 1 / (current_setting('search_path') = '\"$user\", public')::int;\n"
             "SELECT 1 / (current_user = 'postgres')::int;\n"
             "SELECT 1 / (coalesce(current_setting('my.leak', true), '') = '')::int;\n");
    verified("three", "PREPARE p AS SELECT 2;\nEXECUTE p;\n");
    ws.write();
    deploy();
    const auto run = json({"verify"});
    EXPECT_EQ(run.exit_code(), 0) << run.process.out;
    EXPECT_EQ(run["passed"].size(), 3U);
}

TEST_F(Verify, StopsBeforeTheBound) {
    ws.package("a");
    verified("one", "SELECT 1;\n");
    verified("two", "SELECT 1;\n");
    ws.tag("v2");
    verified("three", "SELECT nope;\n");
    ws.write();
    deploy({"--no-verify"});
    EXPECT_THAT(names(json({"verify", "a:three"})["passed"]), ElementsAre("a:one", "a:two"));
    EXPECT_THAT(names(json({"verify", "a", "--to", "@v2"})["passed"]), ElementsAre("a:one"));
    EXPECT_EQ(json({"verify", "a"}).exit_code(), 1);
    EXPECT_EQ(json({"verify", "a:nine"}).exit_code(), 2);
}

TEST_F(Verify, TakesPackagesAndWhatTheyNeed) {
    ws.package("a").change("one").package("b", {"a"}).change("two").package("c").change("three");
    ws.write();
    deploy();
    EXPECT_THAT(names(json({"verify", "b"})["passed"]), ElementsAre("a:one", "b:two"));
    EXPECT_THAT(names(json({"verify", "b", "--no-recursive"})["passed"]), ElementsAre("b:two"));
    EXPECT_EQ(json({"verify", "b", "c"})["passed"].size(), 3U);
}

TEST_F(Verify, NamesExtensionsThatAreGone) {
    ws.package("a", {"hstore"}).change("one");
    ws.write();
    deploy();
    EXPECT_EQ(json({"verify"}).exit_code(), 0);
    db.query("DROP EXTENSION hstore");
    const auto run = json({"verify"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_EQ(run["missing_extensions"], (Json{"hstore"}));
}

TEST_F(Verify, NoticesWhatSomebodyDropped) {
    ws.package("a").change("one").change("two");
    ws.write();
    deploy();
    db.query("DROP TABLE \"a/one\"");
    const auto run = json({"verify"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_THAT(names(run["failed"]), ElementsAre("a:one"));
    EXPECT_EQ(run["failed"][0].at("error").at("sqlstate"), "42P01");
}

TEST_F(Verify, ReportsAScriptThatCannotBeSent) {
    ws.package("a").change("one").change("two");
    ws.write();
    deploy();
    write_file(ws.package_dir("a") / "verify" / "one.sql", "SELECT 'open;\n");
    const auto run = json({"verify"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_THAT(names(run["failed"]), ElementsAre("a:one"));
    EXPECT_THAT(names(run["passed"]), ElementsAre("a:two"));
}

TEST_F(Verify, HasNothingToSayOfADatabaseWithoutALedger) {
    ws.package("a").change("one");
    ws.write();
    const auto run = json({"verify"});
    EXPECT_EQ(run.exit_code(), 0);
    EXPECT_THAT(names(run["not_deployed"]), ElementsAre("a:one"));
    EXPECT_EQ(db.value("SELECT count(*) FROM pg_namespace WHERE nspname ~ '^pg(pm|meta)'"), "0");
}

TEST_F(Verify, HasEveryDocumentedField) {
    ws.package("a").change("one");
    ws.write();
    deploy();
    const auto run = json({"verify"});
    for (const auto* field : {"ok", "command", "target", "passed", "failed", "without_script",
                              "not_deployed", "missing_extensions", "elapsed_ms", "warnings"})
        EXPECT_TRUE(run.json.contains(field)) << field;
}

TEST_F(Verify, GoesOnThroughManyFailures) {
    ws.package("a");
    for (int i = 0; i < 60; ++i)
        verified(fmt::format("c{}", i), i % 2 == 0 ? "SELECT 1;\n" : "SELECT 1/0;\n");
    ws.write();
    deploy({"--no-verify"});
    const auto run = json({"verify"});
    EXPECT_EQ(run["passed"].size(), 30U);
    EXPECT_EQ(run["failed"].size(), 30U);
}

}  // namespace
}  // namespace pgmeta::test

// SPDX-License-Identifier: MIT
#include "../engine/behaviour.hpp"

// `pgmeta test`.

namespace {

using namespace pgmeta::test;
using testing::HasSubstr;

class TestCommand : public Behaviour {
protected:
    TestCommand() {
        ws.package(package_);
        ws.change(
            "users",
            "CREATE TABLE users (id int PRIMARY KEY, name text DEFAULT 'nobody', owner text);\n"
            "ALTER TABLE users ENABLE ROW LEVEL SECURITY;\n"
            "CREATE POLICY own ON users TO authenticated\n"
            "    USING (owner = current_setting('app.current_user_id', true));\n"
            "GRANT SELECT ON users TO authenticated;\n",
            "DROP TABLE users;\n");
        ws.write();
    }

    ~TestCommand() override {
        auto session = db.connect();
        for (const auto& row :
             db.query("SELECT datname FROM pg_database WHERE shobj_description(oid, 'pg_database') "
                      "LIKE '%packages=" +
                      package_ + "'")) {
            session.query("ALTER DATABASE \"" + row[0] + "\" IS_TEMPLATE false");
            session.query("DROP DATABASE \"" + row[0] + "\" WITH (FORCE)");
        }
    }

    void file(const std::string& name, std::string_view text) {
        ws.file("packages/" + package_ + "/test/" + name, text);
    }

    JsonRun run(Words more = {}) {
        ws.write();
        more.insert(more.begin(), "test");
        return json(std::move(more));
    }

    /// The one failure of the one file.
    Json failure_of(std::string_view text) {
        file("one.sql", text);
        const auto ran = run();
        EXPECT_EQ(ran.exit_code(), 1) << ran.process.out << ran.process.err;
        const auto failures = ran["results"].at(0).at("failures");
        EXPECT_EQ(failures.size(), 1U) << ran.process.out;
        return failures.at(0);
    }

    void passes(std::string_view text) {
        file("one.sql", text);
        const auto ran = run();
        EXPECT_EQ(ran.exit_code(), 0) << ran.process.out << ran.process.err;
    }

    std::string package_ = unique_name("t");
};

TEST_F(TestCommand, PlainSqlPassesWhenNothingFails) {
    passes("INSERT INTO users VALUES (1);\nDO $$ BEGIN ASSERT true; END $$;\n");
}

TEST_F(TestCommand, PlainSqlFailsWithThePlaceOfTheStatement) {
    const auto failure = failure_of("INSERT INTO users VALUES (1);\n\nSELECT 1 / 0;\n");
    EXPECT_EQ(failure.at("line"), 3);
    EXPECT_THAT(failure.at("got").get<std::string>(), HasSubstr("22012"));
    EXPECT_TRUE(failure.at("file").get<std::string>().ends_with("test/one.sql"));
}

TEST_F(TestCommand, AFileThatDoesNotParseFailsWhereItDoesNot) {
    const auto failure = failure_of("INSERT INTO users VALUES (1);\nSELEKT 1;\nSELECT 2;\n");
    EXPECT_EQ(failure.at("line"), 2);
    EXPECT_THAT(failure.at("got").get<std::string>(), HasSubstr("42601"));
}

TEST_F(TestCommand, EveryFileStartsFromWhatWasDeployed) {
    for (const auto* name : {"a.sql", "b.sql", "c.sql"})
        file(name,
             "INSERT INTO users VALUES (1);\nPREPARE p AS SELECT 1;\nSET work_mem = '1MB';\n"
             "DO $$ BEGIN ASSERT (SELECT count(*) FROM users) = 1; END $$;\n");
    EXPECT_EQ(run({"--jobs", "1"}).exit_code(), 0);
}

TEST_F(TestCommand, PgtapPassesAndCountsItsAssertions) {
    file("one.sql",
         "BEGIN;\nSELECT plan(2);\nSELECT has_table('users');\nSELECT pass('two');\n"
         "SELECT * FROM finish();\nROLLBACK;\n");
    const auto ran = run();
    ASSERT_EQ(ran.exit_code(), 0) << ran.process.out;
    EXPECT_EQ(ran["assertions"], 2);
    EXPECT_EQ(ran["results"].at(0).at("assertions").at(1).at("description"), "two");
}

TEST_F(TestCommand, PgtapFailsWithExpectedAndGot) {
    const auto failure = failure_of(
        "SELECT no_plan();\nSELECT pass('one');\nSELECT is(1 + 1, 3, 'sum');\n"
        "SELECT * FROM finish();\n");
    EXPECT_EQ(failure.at("line"), 3);
    EXPECT_EQ(failure.at("message"), "sum");
    EXPECT_EQ(failure.at("expected"), "3");
    EXPECT_EQ(failure.at("got"), "2");
}

TEST_F(TestCommand, PgtapFailsWhenThePlanIsNotKept) {
    const auto failure = failure_of("SELECT plan(3);\nSELECT pass('one');\n");
    EXPECT_EQ(failure.at("message"), "planned 3 tests, ran 1");
    EXPECT_EQ(failure.at("line"), 1);
}

TEST_F(TestCommand, PgtapRunsXunitFunctions) {
    const auto failure = failure_of(
        "CREATE SCHEMA x;\n"
        "CREATE FUNCTION x.test_good() RETURNS SETOF text LANGUAGE sql AS $$ SELECT pass('g') $$;\n"
        "CREATE FUNCTION x.test_bad() RETURNS SETOF text LANGUAGE sql AS $$ SELECT is(1, 2, 'b') "
        "$$;\n"
        "SELECT * FROM runtests('x'::name);\n");
    EXPECT_THAT(failure.at("message").get<std::string>(), HasSubstr("test_bad"));
    EXPECT_EQ(failure.at("expected"), "2");
    EXPECT_EQ(failure.at("line"), 4);
}

TEST_F(TestCommand, RoleAndClaimsSayWhoActs) {
    passes(
        "INSERT INTO users VALUES (1, 'a', 'u1'), (2, 'b', 'u2');\n"
        "-- role: authenticated\n-- claims: {\"sub\": \"u1\"}\n"
        "DO $$ BEGIN ASSERT (SELECT string_agg(name, ',') FROM users) = 'a'; END $$;\n"
        "-- claims: {\"sub\": \"u2\"}\n"
        "DO $$ BEGIN ASSERT (SELECT string_agg(name, ',') FROM users) = 'b'; END $$;\n"
        "-- role: none\n"
        "DO $$ BEGIN ASSERT (SELECT count(*) FROM users) = 2; END $$;\n");
}

TEST_F(TestCommand, ARoleThatIsNotThereFails) {
    const auto failure = failure_of("-- role: nobody_at_all\nSELECT 1;\n");
    EXPECT_THAT(failure.at("message").get<std::string>(), HasSubstr("nobody_at_all"));
}

TEST_F(TestCommand, ExpectedErrorsOfStatementsPassAndTheFileGoesOn) {
    passes(
        "INSERT INTO users VALUES (1);\n"
        "-- expect: 23505\nINSERT INTO users VALUES (1);\n"
        "-- expect: 42601\nSELEKT 1;\n"
        "-- expect: 23502\nINSERT INTO users VALUES (NULL);\n"
        "DO $$ BEGIN ASSERT (SELECT count(*) FROM users) = 1; END $$;\n");
}

TEST_F(TestCommand, ASyntaxErrorCanBeExpectedOfTheFirstAndTheLastStatement) {
    passes("\n-- a note\n\n-- expect: 42601\nSELEKT 1;\nSELECT 1;\n-- expect: 42601\nSELEKT 2;\n");
}

TEST_F(TestCommand, AnotherErrorThanExpectedFails) {
    const auto failure =
        failure_of("SELECT 1;\n-- expect: 23505\nINSERT INTO users VALUES (NULL);\nSELECT 1;\n");
    EXPECT_EQ(failure.at("expected"), "23505");
    EXPECT_THAT(failure.at("got").get<std::string>(), HasSubstr("23502"));
    EXPECT_EQ(failure.at("line"), 3);
}

TEST_F(TestCommand, AnExpectedErrorThatDoesNotComeFails) {
    const auto failure = failure_of("SELECT 1;\n-- expect: 23505\nSELECT 2;\nSELECT 3;\n");
    EXPECT_EQ(failure.at("expected"), "23505");
    EXPECT_EQ(failure.at("got"), "no error");
}

TEST_F(TestCommand, AFileMayBeExpectedToFail) {
    passes("-- expect: 22012\nSELECT 1;\nSELECT 1 / 0;\nSELECT 2;\n");
    const auto failure = failure_of("-- expect: 22012\nSELECT 1;\n");
    EXPECT_EQ(failure.at("expected"), "22012");
}

TEST_F(TestCommand, GivenFilesAreLoadedFirst) {
    file("seed.sql", "INSERT INTO users VALUES (1, 'sql');\n");
    file("users.csv", "id,name\n2,csv\n3,\"a, b\"\n");
    file("more.json", R"({"users": [{"id": 4}, {"id": 5, "name": null}]})");
    passes(
        "-- given: seed.sql, users.csv, more.json\n"
        "DO $$ BEGIN ASSERT (SELECT string_agg(coalesce(name, '-'), ';' ORDER BY id) FROM users)\n"
        "    = 'sql;csv;a, b;nobody;-'; END $$;\n");
}

TEST_F(TestCommand, GivenFilesThatCannotBeLoadedFail) {
    file("users.csv", "id,name\nseven,x\n");
    const auto failure = failure_of("-- given: users.csv\nSELECT 1;\n");
    EXPECT_THAT(failure.at("message").get<std::string>(), HasSubstr("users.csv"));
}

TEST_F(TestCommand, IsolatedFilesMayCommitAndSeeNobodyElse) {
    for (const auto* name : {"a.sql", "b.sql", "c.sql"})
        file(name,
             "-- test: isolated\n\nBEGIN;\nINSERT INTO users VALUES (1);\nCOMMIT;\nVACUUM users;\n"
             "-- expect: 23505\nINSERT INTO users VALUES (1);\n"
             "DO $$ BEGIN ASSERT (SELECT count(*) FROM users) = 1; END $$;\n");
    const auto ran = run();
    EXPECT_EQ(ran.exit_code(), 0) << ran.process.out;
    EXPECT_EQ(ran["passed"], 3);
}

TEST_F(TestCommand, ATestThatEndsItsSessionDoesNotEndTheOthers) {
    file("a.sql", "SELECT pg_terminate_backend(pg_backend_pid());\n");
    file("b.sql", "SELECT 1;\n");
    const auto ran = run({"--jobs", "1"});
    EXPECT_EQ(ran["passed"], 1);
    EXPECT_EQ(ran["failed"], 1);
}

TEST_F(TestCommand, ManyFilesAreSharedOutAndReportedInOrder) {
    for (int i = 0; i < 40; ++i)
        file(fmt::format("t{:02}.sql", i), fmt::format("INSERT INTO users VALUES ({});\n", i));
    const auto ran = run({"--jobs", "2"});
    ASSERT_EQ(ran.exit_code(), 0) << ran.process.out;
    EXPECT_EQ(ran["passed"], 40);
    EXPECT_TRUE(ran["results"].at(39).at("file").get<std::string>().ends_with("test/t39.sql"));
}

TEST_F(TestCommand, LeavesNoDatabaseBehind) {
    file("one.sql", "SELECT 1;\n");
    file("two.sql", "-- test: isolated\nSELECT 1;\n");
    run();
    EXPECT_EQ(db.value("SELECT count(*) FROM pg_database WHERE shobj_description(oid, "
                       "'pg_database') LIKE '%kind=scratch%packages=" +
                       package_ + "'"),
              "0");
}

TEST_F(TestCommand, InterruptedStopsAndLeavesNoDatabase) {
    file("one.sql", "SELECT pg_sleep(60);\n");
    ws.write();
    ProcessOptions options;
    options.cwd = dir.path();
    Process process{pgmeta_argv({"test", "--target", db.url()}), options};
    ASSERT_TRUE(eventually(db,
                           "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = "
                           "'pgmeta test' AND query LIKE '%pg_sleep(60)%')"));
    process.kill(2);
    EXPECT_EQ(process.wait().exit_code, 130);
    EXPECT_EQ(db.value("SELECT count(*) FROM pg_database WHERE shobj_description(oid, "
                       "'pg_database') LIKE '%kind=scratch%packages=" +
                       package_ + "'"),
              "0");
}

TEST_F(TestCommand, WithoutTestsIsAUsageError) {
    EXPECT_EQ(run().exit_code(), 2);
    EXPECT_EQ(run().error().at("id"), "tests-not-found");
    file("one.sql", "SELECT 1;\n");
    EXPECT_EQ(run({"--filter", "other"}).exit_code(), 2);
}

TEST_F(TestCommand, ADeploymentThatFailsIsReportedAsSuch) {
    ws.change("broken", "SELECT nothing_here();\n", "SELECT 1;\n");
    file("one.sql", "SELECT 1;\n");
    const auto ran = run();
    EXPECT_EQ(ran.exit_code(), 1);
    EXPECT_EQ(ran.error().at("sqlstate"), "42883");
}

TEST_F(TestCommand, TextNamesFileLineExpectedAndGot) {
    file("one.sql", "SELECT plan(1);\nSELECT is(1, 2, 'one');\n");
    ws.write();
    const auto ran = pgmeta({"test"});
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_THAT(ran.out, HasSubstr("test/one.sql:2:1: failed: one"));
    EXPECT_THAT(ran.out, HasSubstr("expected: 2"));
    EXPECT_THAT(ran.out, HasSubstr("got:      1"));
    EXPECT_THAT(ran.out, HasSubstr("slowest:"));
    EXPECT_THAT(ran.out, HasSubstr("failed: 0 files passed, 1 failed; 1 assertion in"));
}

TEST_F(TestCommand, OtherFormatsAreForTools) {
    file("a.sql", "SELECT plan(1);\nSELECT is(1, 2, 'a < b');\n");
    file("b.sql", "SELECT 1;\n");
    ws.write();
    const auto tap = pgmeta({"test", "--format", "tap"}).out;
    EXPECT_THAT(tap, HasSubstr("1..2\n    not ok 1 - a < b\n    1..1\nnot ok 1 - "));
    EXPECT_THAT(tap, HasSubstr("\nok 2 - "));
    const auto junit = pgmeta({"test", "--format", "junit"}).out;
    EXPECT_THAT(junit, HasSubstr("<testsuites tests=\"2\" failures=\"1\""));
    EXPECT_THAT(junit, HasSubstr("<failure message=\"a &lt; b\">"));
    const auto github = pgmeta({"test", "--format", "github"}).out;
    EXPECT_THAT(github, HasSubstr("test/a.sql,line=2,col=1,title=a < b::"));
    EXPECT_EQ(pgmeta({"test", "--format", "html"}).exit_code, 2);
}

}  // namespace

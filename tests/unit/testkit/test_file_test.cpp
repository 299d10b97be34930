// SPDX-License-Identifier: MIT
#include "pgmeta/testkit/test_file.hpp"

#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace pgmeta;
using namespace pgmeta::testkit;
using pgmeta::test::TempDir;
using pgmeta::test::WorkspaceBuilder;
using pgmeta::test::write_file;

TestFile good(std::string text) {
    Diagnostics problems;
    auto file = read_test("t.sql", std::move(text), problems);
    for (const auto& problem : problems.all())
        ADD_FAILURE() << problem.id << ": " << problem.message;
    return file;
}

std::string problem_of(std::string text) {
    Diagnostics problems;
    read_test("t.sql", std::move(text), problems);
    if (problems.empty()) return "";
    const auto first = problems.sorted().front();
    return first.id + " " + to_string(first.where);
}

TEST(TestFile, WithoutDirectivesIsATransaction) {
    const auto file = good("-- what it is about\nSELECT 1;\nSELECT 2;\n");
    EXPECT_EQ(file.statements.size(), 2U);
    EXPECT_FALSE(file.isolated);
    EXPECT_FALSE(file.statements[0].context);
}

TEST(TestFile, TakesTheOpeningBlockForTheFileAndLaterOnesForAStatement) {
    const auto file = good(
        "-- expect: 23505\n\n-- expect: 42501\nSELECT 1;\nSELECT 2;\n"
        "-- expect: 22012\nSELECT 3;\n");
    EXPECT_EQ(file.expected, "23505");
    EXPECT_EQ(file.statements[0].expected, "42501");
    EXPECT_EQ(file.statements[1].expected, "");
    EXPECT_EQ(file.statements[2].expected, "22012");
}

TEST(TestFile, ActsAsWhoIsNamedFromThereOn) {
    const auto file = good(
        "-- role: authenticated\n-- claims: {\"sub\": \"u1\"}\nSELECT 1;\n"
        "-- role: none\nSELECT 2;\n");
    ASSERT_TRUE(file.statements[0].context);
    EXPECT_EQ(file.statements[0].context->role, "authenticated");
    EXPECT_THAT(file.statements[0].context->settings,
                testing::Contains(testing::Pair("app.current_user_id", "u1")));
    EXPECT_EQ(file.statements[1].context->role, "none");
}

TEST(TestFile, DropsItsOwnTransactionAndSettingsOfPsql) {
    const auto file = good("\\unset ECHO\n\\set QUIET 1\nBEGIN;\nSELECT 1;\nROLLBACK;\n");
    ASSERT_EQ(file.statements.size(), 1U);
    EXPECT_EQ(file.place(file.statements[0].begin).line, 4);
}

TEST(TestFile, KeepsTransactionsOfIsolatedFiles) {
    EXPECT_EQ(good("-- test: isolated\nBEGIN;\nSELECT 1;\nCOMMIT;\nVACUUM;\n").statements.size(),
              4U);
}

TEST(TestFile, LooksForPgtapOutsideOtherWords) {
    EXPECT_TRUE(good("SELECT plan(1);\n").uses_pgtap);
    EXPECT_TRUE(good("SELECT * FROM no_plan();\n").uses_pgtap);
    EXPECT_TRUE(good("SELECT * FROM runtests ('t');\n").uses_pgtap);
    EXPECT_FALSE(good("SELECT floorplan(1), plan FROM plans;\n").uses_pgtap);
}

TEST(TestFile, NamesFilesToLoad) {
    EXPECT_THAT(good("-- given: seed.sql, data/app.users.csv\nSELECT 1;\n").given,
                testing::ElementsAre("seed.sql", "data/app.users.csv"));
}

TEST(TestFile, LeavesSentencesAlone) {
    const auto file = good(
        "-- test: users can log in\n-- role: what an editor may do\n"
        "-- expect: nothing bad\nSELECT 1;\n");
    EXPECT_FALSE(file.statements[0].context);
}

TEST(TestFile, RefusesDirectivesThatCannotBeMeantSo) {
    EXPECT_EQ(problem_of("-- test: isolatd\nSELECT 1;\n"), "test-directive t.sql:1:1");
    EXPECT_EQ(problem_of("SELECT 1;\n-- expect: 2350\nSELECT 1;\n"), "test-directive t.sql:2:1");
    EXPECT_EQ(problem_of("SELECT 1;\n-- given: a.sql\nSELECT 1;\n"), "test-directive t.sql:2:1");
    EXPECT_EQ(problem_of("-- claims: {oops}\nSELECT 1;\n"), "test-directive t.sql:1:1");
}

TEST(TestFile, RefusesWhatATransactionCannotHold) {
    EXPECT_EQ(problem_of("SELECT 1;\nVACUUM;\n"), "test-needs-isolation t.sql:2:1");
    EXPECT_EQ(problem_of("\\i other.sql\n"), "psql-command t.sql:1:1");
}

TEST(Claims, BecomeTheSettingsThatPackagesRead) {
    const auto settings = settings_of_claims(
        R"({"sub": "u", "tenant_id": "t", "space_ids": ["a", "b"], "my.setting": 5})");
    EXPECT_THAT(settings, testing::Contains(testing::Pair("request.jwt.claim.sub", "u")));
    EXPECT_THAT(settings, testing::Contains(testing::Pair("jwt.claims.user_id", "u")));
    EXPECT_THAT(settings, testing::Contains(testing::Pair("app.tenant_id", "t")));
    EXPECT_THAT(settings, testing::Contains(testing::Pair("app.current_user_space_ids", "a,b")));
    EXPECT_THAT(settings, testing::Contains(testing::Pair("my.setting", "5")));
    // What the claims do not say must not stay from the caller before.
    EXPECT_THAT(settings, testing::Contains(testing::Pair("app.member_email", "")));
    EXPECT_FAILS("claims-malformed", Fault::workspace, settings_of_claims("[1]"));
}

TEST(Claims, AreQuoted) {
    EXPECT_EQ(context_sql("it's", {{"a.b", "x'y"}}, Lasting::transaction),
              "SELECT pg_catalog.set_config('a.b', 'x''y', true);SET LOCAL ROLE \"it's\"");
    EXPECT_EQ(context_sql("none", {}, Lasting::session), "SET ROLE NONE");
}

TEST(FindTests, TakesSqlFilesInOrderWithoutThoseThatOthersLoad) {
    TempDir dir;
    WorkspaceBuilder ws{dir.path()};
    ws.package("app").change("one");
    ws.file("packages/app/test/b.sql", "-- given: seed.sql\nSELECT 1;\n");
    ws.file("packages/app/test/deep/a.sql", "SELECT 1;\n");
    ws.file("packages/app/test/seed.sql", "SELECT 1;\n");
    ws.file("packages/app/test/notes.md", "no test");
    ws.write();
    Diagnostics problems;
    const auto workspace = workspace::load(dir.path(), problems);
    const auto all = find_tests({workspace.find("app")}, "", problems);
    ASSERT_EQ(all.size(), 1U);
    ASSERT_EQ(all[0].files.size(), 2U);
    EXPECT_TRUE(all[0].files[0].shown.ends_with("test/b.sql"));
    const auto some = find_tests({workspace.find("app")}, "^app/test/deep/", problems);
    EXPECT_EQ(some[0].files.size(), 1U);
    EXPECT_TRUE(find_tests({workspace.find("app")}, "nothing", problems).empty());
    EXPECT_FAILS("filter-malformed", Fault::usage,
                 find_tests({workspace.find("app")}, "(", problems));
}

}  // namespace

// SPDX-License-Identifier: MIT
#include "survive.hpp"

#include <gmock/gmock.h>

#include <sstream>

// Workspaces that are wrong in every way, and right ones with awkward names.

namespace pgmeta::test {
namespace {

using testing::AllOf;
using testing::ElementsAreArray;
using testing::HasSubstr;

constexpr const char* signature = " 2024-01-01T00:00:00Z Test <test@example.com>";

struct Defect {
    std::string line;      ///< of the plan
    std::string expected;  ///< column and error id; empty when the line is right
};

std::string signed_line(const std::string& text) {
    return text + signature;
}

std::vector<Defect> defects() {
    return {
        {"%syntax-version=1.0.0", ""},
        {"%project=bad", ""},
        {signed_line("@early"), "1: error[tag-without-change]"},
        {signed_line("good"), ""},
        {signed_line("good"), "1: error[change-duplicate]"},
        {signed_line("my change"), "4: error[plan-syntax]"},
        {signed_line("../up"), "1: error[change-path]"},
        {signed_line("/absolute"), "1: error[change-path]"},
        {signed_line("a//b"), "1: error[change-path]"},
        {signed_line("x:y"), "1: error[change-name]"},
        {signed_line("-dropped"), "1: error[change-name]"},
        {signed_line("half%"), "1: error[change-name]"},
        {signed_line("c1 [!good]"), "5: error[requirement-conflict-unsupported]"},
        {signed_line("c2 [HEAD]"), "5: error[requirement-undeployable]"},
        {signed_line("c3 [good good^]"), "10: error[requirement-undeployable]"},
        {signed_line("c4 [0123456789012345678901234567890123456789]"),
         "5: error[requirement-undeployable]"},
        {signed_line("c5 [good@v1]"), "5: error[requirement-undeployable]"},
        {signed_line("c6 [a:b:c]"), "5: error[requirement-syntax]"},
        {signed_line("größe [fehlt]"), "8: error[requirement-unknown]"},
        {signed_line("c8 [c8]"), "5: error[requirement-self]"},
        {signed_line("c9 [c10]"), "5: error[requirement-later]"},
        {signed_line("c10 [@nowhere]"), "6: error[requirement-unknown]"},
        {"c11 [good", "10: error[plan-syntax]"},
        {"c12 [good]" + std::string{signature}.substr(1), "11: error[plan-syntax]"},
        {"c13 2024-01-01T00:00:00Z Test <test@example.com", "48: error[plan-syntax]"},
        {signed_line("c14") + " more", "50: error[plan-syntax]"},
        {signed_line("@v1"), ""},
        {signed_line("@v1"), "1: error[tag-duplicate]"},
        {signed_line("@v2 ghost"), "5: error[tag-change-unknown]"},
        {signed_line("@a/b"), "1: error[tag-name]"},
        {"@v3 2024-01-01T00:00:00Z", "25: error[plan-syntax]"},
        {"@v4 2024-01-01T00:00:00Z Tester", "32: error[plan-syntax]"},
        {signed_line("c15 [no.package:x]"), "6: error[requirement-syntax]"},
        {signed_line("c16 [nowhere:x]"), "6: error[requirement-unknown]"},
    };
}

std::vector<std::string> error_places(const std::string& output) {
    std::vector<std::string> places;
    std::istringstream lines{output};
    for (std::string line; std::getline(lines, line);)
        if (const auto at = line.find("error["); at != std::string::npos)
            places.push_back(line.substr(0, line.find(']', at) + 1));
    return places;
}

TEST(SurviveWorkspace, PlanWithThirtyDefectsIsReportedInOneRunAndInOrder) {
    const TempDir dir;
    std::string plan;
    std::vector<std::string> expected;
    int number = 0;
    for (const auto& [line, place] : defects()) {
        ++number;
        plan += line + "\n";
        if (!place.empty())
            expected.push_back("packages/bad/pgpm.plan:" + std::to_string(number) + ":" + place);
    }
    ASSERT_EQ(expected.size(), 30U);
    WorkspaceBuilder builder{dir.path()};
    builder.file("packages/bad/pgpm.plan", plan)
        .file("packages/bad/bad.control", "default_version = '0.0.1'\n");
    // Another package's script: the plan's errors hide nothing.
    builder.package("scripts").change("open", "SELECT 1;\nSELECT 'never closed;\n", "SELECT 1;\n",
                                      "SELECT 1;\n");
    expected.emplace_back("packages/scripts/deploy/open.sql:4:8: error[unclosed-quote]");

    const auto result = run_pgmeta({"check"}, {.cwd = builder.write()});
    EXPECT_EQ(result.exit_code, 3);
    const auto places = error_places(result.out);
    // Every change of the bad plan lacks its scripts as well; those have no line.
    std::vector<std::string> with_line;
    for (const auto& place : places)
        if (place.find("error[script-missing]") == std::string::npos) with_line.push_back(place);
    EXPECT_THAT(with_line, ElementsAreArray(expected));
}

TEST(SurviveWorkspace, DefectsStopADeploymentBeforeItConnects) {
    const TempDir dir;
    const auto root = WorkspaceBuilder{dir.path()}
                          .package("a")
                          .change("one")
                          .plan_line(signed_line("two [gone]"))
                          .write();
    TestDatabase database;
    const auto result = deploy_in(root, database.url());
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_THAT(result.err, AllOf(HasSubstr("packages/a/pgpm.plan:6:6: error[requirement-unknown]"),
                                  HasSubstr("error[workspace-invalid]")));
    EXPECT_FALSE(has_ledger(database));
}

TEST(SurviveWorkspace, PackageCycleIsPrintedAsTheCycle) {
    const TempDir dir;
    const auto root = WorkspaceBuilder{dir.path()}
                          .package("a", {"b"})
                          .change("one")
                          .package("b", {"c"})
                          .change("one")
                          .package("c", {"a"})
                          .change("one")
                          .package("apart")
                          .change("one")
                          .write();
    const auto result = run_pgmeta({"check"}, {.cwd = root});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_THAT(result.out, AllOf(HasSubstr("error[package-cycle]"), HasSubstr("1 error")));
    EXPECT_THAT(result.out, testing::ContainsRegex("a[^a-z]+b[^a-z]+c[^a-z]+a"));

    TestDatabase database;
    const auto refused = deploy_in(root, database.url());
    EXPECT_EQ(refused.exit_code, 3);
    EXPECT_THAT(refused.err, HasSubstr("error[package-cycle]"));
    EXPECT_FALSE(has_ledger(database));
}

TEST(SurviveWorkspace, ChangeNamesWithSpacesAreRefused) {
    const TempDir dir;
    WorkspaceBuilder builder{dir.path()};
    const auto root = builder.package("a").change("my change").write();
    const auto result = run_pgmeta({"check"}, {.cwd = root});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_THAT(result.out, AllOf(HasSubstr("packages/a/pgpm.plan:5:4: error[plan-syntax]"),
                                  HasSubstr("names hold no spaces")));
}

TEST(SurviveWorkspace, ChangeNamesOutsideAsciiAreDeployedAndReverted) {
    const TempDir dir;
    const auto root = WorkspaceBuilder{dir.path()}
                          .package("a")
                          .change("größe/表")
                          .change("naïve", {"größe/表"})
                          .tag("überarbeitet")
                          .write();
    TestDatabase database;
    EXPECT_EQ(deploy_in(root, database.url()).exit_code, 0);
    EXPECT_EQ(deployed(database), "a:größe/表 a:naïve");
    EXPECT_EQ(database.value("SELECT requires FROM pgpm_migrate.dependencies"), "a:größe/表");
    EXPECT_EQ(database.value("SELECT bool_and(change_id = encode(sha256((package || change_name || "
                             "script_hash)::bytea), 'hex')) FROM pgpm_migrate.changes"),
              "t");
    EXPECT_EQ(on_target(root, "verify", database.url()).exit_code, 0);
    EXPECT_EQ(on_target(root, "revert", database.url(), {"a:größe/表", "--yes"}).exit_code, 0);
    EXPECT_EQ(deployed(database), "a:größe/表");
}

TEST(SurviveWorkspace, PathWithSpacesAndQuotesWorksThroughout) {
    const TempDir dir{"it's a \"work space\" $HOME; 50% `x`"};
    const auto root = WorkspaceBuilder{dir.path()}
                          .package("a")
                          .change("one")
                          .package("b", {"a"})
                          .change("two")
                          .write();
    TestDatabase database;
    EXPECT_EQ(run_pgmeta({"check"}, {.cwd = root}).exit_code, 0);
    EXPECT_EQ(run_pgmeta({"-C", root.string(), "check"}).exit_code, 0);
    EXPECT_EQ(deploy_in(root, database.url()).exit_code, 0);
    EXPECT_EQ(deployed(database), "a:one b:two");
    EXPECT_EQ(on_target(root, "status", database.url(), {"--exit-code"}).exit_code, 0);
    EXPECT_EQ(on_target(root, "verify", database.url()).exit_code, 0);
    EXPECT_EQ(on_target(root, "revert", database.url(), {"--yes"}).exit_code, 0);
    EXPECT_EQ(deployed(database), "");
}

std::string quoted_name() {
    return unique_name("it's \"my\" data base; %");
}

TEST(SurviveWorkspace, DatabaseNameWithQuotesIsReachedAndNamed) {
    const TempDir dir;
    const auto root = WorkspaceBuilder{dir.path()}.package("a").change("one").write();
    TestDatabase database{quoted_name()};
    const auto result = run_pgmeta({"deploy", "--database", database.name()}, {.cwd = root});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.err, HasSubstr("/" + database.name() + ","));
    EXPECT_EQ(deployed(database), "a:one");
}

TEST(SurviveWorkspace, DatabaseNameWithQuotesIsCreatedAndDropped) {
    const TempDir dir;
    WorkspaceBuilder builder{dir.path()};
    builder.package("a").change("bad", "SELECT 1 / 0;\n", "SELECT 1;\n");
    TestDatabase database{quoted_name(), false};
    const auto failed = deploy_in(builder.write(), database.url(), {"--createdb"});
    EXPECT_EQ(failed.exit_code, 1);
    EXPECT_THAT(failed.err, HasSubstr("dropped again"));
    EXPECT_FALSE(database_exists(database.name()));

    const auto root = WorkspaceBuilder{dir / "good"}.package("a").change("one").write();
    const auto result =
        run_pgmeta({"deploy", "--createdb", "--database", database.name()}, {.cwd = root});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(deployed(database), "a:one");
}

}  // namespace
}  // namespace pgmeta::test

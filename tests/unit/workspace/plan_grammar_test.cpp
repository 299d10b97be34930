// SPDX-License-Identifier: MIT
#include "issues.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace pgmeta::workspace {

namespace {

using test::Issues;
using test::issues;
using test::plan_issues;

Plan parse_clean(std::string text) {
    Diagnostics problems;
    auto plan = parse_plan("pgpm.plan", std::move(text), problems);
    EXPECT_EQ(issues(problems), Issues{});
    return plan;
}

constexpr std::string_view full_plan =
    "%syntax-version=1.0.0\n"
    "%project=shop\n"
    "%uri=https://example.com/shop\n"
    "\n"
    "# The beginning.\n"
    "schema 2024-03-01T08:00:00Z Ada Lovelace <ada@example.com> # the schema\n"
    "tables/users [schema other:base other:@v2] 2024-03-01T08:00:01Z Ada <a@b> # users\n"
    "@v1.0.0 2024-03-01T08:00:02Z Bob <bob@example.com> # first\n"
    "bare\n"
    "bracketed [schema @v1.0.0]\n"
    "@v1.1 schema 2024-03-01T08:00:03Z Bob <bob@example.com>\n";

}  // namespace

TEST(Plan, HoldsEveryElementOfAFullPlan) {
    const auto plan = parse_clean(std::string{full_plan});
    EXPECT_EQ(plan.project, "shop");
    EXPECT_EQ(plan.uri, "https://example.com/shop");
    ASSERT_EQ(plan.changes.size(), 4U);
    const auto& schema = plan.changes[0];
    EXPECT_EQ(schema.name, "schema");
    EXPECT_EQ(schema.timestamp, "2024-03-01T08:00:00Z");
    EXPECT_EQ(schema.planner, "Ada Lovelace");
    EXPECT_EQ(schema.email, "ada@example.com");
    EXPECT_EQ(schema.note, "the schema");
    EXPECT_EQ(plan.changes[2].name, "bare");
    ASSERT_EQ(plan.tags.size(), 2U);
    EXPECT_EQ(plan.tags[0].name, "v1.0.0");
    EXPECT_EQ(plan.tags[0].change, 1U);
    EXPECT_EQ(plan.tags[0].note, "first");
    EXPECT_EQ(plan.tags[1].change, 0U);
    EXPECT_EQ(plan.tags[1].planner, "Bob");
}

TEST(Plan, ReadsRequirementsInAllFourForms) {
    const auto plan = parse_clean(std::string{full_plan});
    const auto& required = plan.changes[1].requirements;
    ASSERT_EQ(required.size(), 3U);
    EXPECT_EQ(required[0].package, "");
    EXPECT_EQ(required[0].name, "schema");
    EXPECT_EQ(required[1].package, "other");
    EXPECT_EQ(required[1].name, "base");
    EXPECT_EQ(required[2].text, "other:@v2");
    EXPECT_EQ(required[2].name, "v2");
    EXPECT_TRUE(required[2].is_tag);
    EXPECT_TRUE(plan.changes[3].requirements[1].is_tag);
}

TEST(Plan, KnowsWhereEveryElementStands) {
    const auto plan = parse_clean(std::string{full_plan});
    EXPECT_EQ(plan.changes[1].line, 7);
    EXPECT_EQ(plan.changes[1].column, 1);
    EXPECT_EQ(plan.changes[1].requirements[1].line, 7);
    EXPECT_EQ(plan.changes[1].requirements[1].column, 22);
    EXPECT_EQ(plan.tags[1].line, 11);
}

TEST(Plan, CountsColumnsInCharacters) {
    const auto plan = parse_clean("%project=p\nä\n  größe [ä  p:ä]\n");
    EXPECT_EQ(plan.changes[1].column, 3);
    EXPECT_EQ(plan.changes[1].requirements[0].column, 10);
    EXPECT_EQ(plan.changes[1].requirements[1].column, 13);
}

TEST(Plan, FindsChangesAndTagsByName) {
    const auto plan = parse_clean(std::string{full_plan});
    ASSERT_NE(plan.find_change("bare"), nullptr);
    EXPECT_EQ(plan.find_change("bare")->line, 9);
    ASSERT_NE(plan.find_tag("v1.1"), nullptr);
    EXPECT_EQ(plan.find_change("v1.1"), nullptr);
    EXPECT_EQ(plan.find_tag("bare"), nullptr);
}

TEST(Plan, KeepsItsNamesWhenMoved) {
    auto plan = parse_clean(std::string{full_plan});
    const auto moved = std::move(plan);
    ASSERT_NE(moved.find_change("tables/users"), nullptr);
    EXPECT_EQ(moved.find_change("tables/users")->note, "users");
}

TEST(Plan, ToleratesByteOrderMarkAndCarriageReturns) {
    const auto plan = parse_clean(
        "\xEF\xBB\xBF%project=p\r\n\r\na 2024-03-01T08:00:00Z A <a@b> # n\r\nb [a]\r\n");
    EXPECT_EQ(plan.project, "p");
    ASSERT_EQ(plan.changes.size(), 2U);
    EXPECT_EQ(plan.changes[0].note, "n");
    EXPECT_EQ(plan.changes[1].requirements[0].name, "a");
}

TEST(Plan, TakesUnicodeSpacesForWhiteSpace) {
    const auto plan = parse_clean("%project=p\n\xC2\xA0 a\xC2\xA0[ ]\xE3\x80\x80\n\xE2\x80\x89\n");
    ASSERT_EQ(plan.changes.size(), 1U);
    EXPECT_EQ(plan.changes[0].name, "a");
}

TEST(Plan, MayHaveNoChanges) {
    EXPECT_TRUE(parse_clean("%project=empty\n").changes.empty());
}

TEST(Plan, NeedsNoLineEndAtItsEnd) {
    EXPECT_EQ(parse_clean("%project=p\na\nb [a]").changes.size(), 2U);
}

TEST(Plan, IgnoresOtherPragmas) {
    EXPECT_EQ(plan_issues("%syntax-version=9\n%strict\n%hi there\n%\na\n"), Issues{});
}

TEST(Plan, AcceptsSpacesAroundTheEqualsSignOfAPragma) {
    EXPECT_EQ(parse_clean("% project = shop \na\n").project, "shop");
}

TEST(Plan, AcceptsChangeLinesWithoutPlannerOrEmail) {
    const auto plan = parse_clean(
        "%project=p\n"
        "a 2024-03-01T08:00:00Z\n"
        "b 2024-03-01T08:00:00Z Ada\n"
        "c 2024-03-01T08:00:00Z <ada@example.com>\n"
        "d 2024-03-01T08:00:00Z # only a note\n"
        "e 2024-03-01T08:00:00Z Ada # note\n"
        "f 2024-03-01T08:00:00Z Ada <a@b> #\n");
    EXPECT_EQ(plan.changes[1].planner, "Ada");
    EXPECT_EQ(plan.changes[2].email, "ada@example.com");
    EXPECT_EQ(plan.changes[3].note, "only a note");
    EXPECT_EQ(plan.changes[4].note, "note");
    EXPECT_EQ(plan.changes[5].email, "a@b");
}

TEST(Plan, KeepsANumberSignInsideNamesOfPeople) {
    const auto plan = parse_clean("%project=p\na 2024-03-01T08:00:00Z C#er <c#@b> # x # y\n");
    EXPECT_EQ(plan.changes[0].planner, "C#er");
    EXPECT_EQ(plan.changes[0].email, "c#@b");
    EXPECT_EQ(plan.changes[0].note, "x # y");
}

TEST(Plan, TakesAQualifierWithItsOwnNameForLocal) {
    const auto plan =
        parse_clean("a\nb [p:a p:@v]\n@v a 2024-03-01T08:00:00Z A <a@b>\n%project=p\n");
    EXPECT_EQ(plan.changes[1].requirements[0].package, "");
    EXPECT_EQ(plan.changes[1].requirements[1].package, "");
    EXPECT_EQ(plan.changes[1].requirements[1].text, "p:@v");
}

class MalformedLine : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(MalformedLine, IsReportedAtTheWordThatDoesNotFit) {
    EXPECT_EQ(plan_issues(GetParam().first), Issues{GetParam().second});
}

INSTANTIATE_TEST_SUITE_P(
    Plan,
    MalformedLine,
    testing::Values(std::pair{"a b", "2:3 plan-syntax"},
                    std::pair{"a # note", "2:3 plan-syntax"},
                    std::pair{"a <a@b>", "2:3 plan-syntax"},
                    std::pair{"a 2024-03-01", "2:3 plan-syntax"},
                    std::pair{"a 2024-03-01T08:00:00+01:00 A <a@b>", "2:3 plan-syntax"},
                    std::pair{"a 2024-03-01T08:00:00.5Z A <a@b>", "2:3 plan-syntax"},
                    std::pair{"a [", "2:4 plan-syntax"},
                    std::pair{"a []2024-03-01T08:00:00Z", "2:5 plan-syntax"},
                    std::pair{"a [] x", "2:6 plan-syntax"},
                    std::pair{"a 2024-03-01T08:00:00Z A <a@b", "2:30 plan-syntax"},
                    std::pair{"a 2024-03-01T08:00:00Z A <a@b> x", "2:32 plan-syntax"},
                    std::pair{"a\n@v", "3:3 plan-syntax"},
                    std::pair{"a\n@v a", "3:5 plan-syntax"},
                    std::pair{"a\n@v a b 2024-03-01T08:00:00Z A <a@b>", "3:6 plan-syntax"},
                    std::pair{"a\n@v 2024-03-01T08:00:00Z A", "3:26 plan-syntax"},
                    std::pair{"a\n@v 2024-03-01T08:00:00Z <a@b>", "3:25 plan-syntax"}));

TEST(Plan, SaysWhatItExpectedAndWhatItFound) {
    Diagnostics problems;
    parse_plan("a/pgpm.plan", "%project=p\na b\n", problems);
    EXPECT_EQ(to_string(problems.all().at(0).where), "a/pgpm.plan:2:3");
    EXPECT_EQ(problems.all().at(0).message,
              "expected `[requirements]` or a timestamp like `2024-01-31T12:00:00Z`, found `b`");
}

TEST(Plan, ReportsBytesThatAreNoUtf8) {
    EXPECT_EQ(plan_issues("ok\n# ä \xE4\n"), Issues{"3:5 plan-encoding"});
}

TEST(Plan, ReportsUtf16Once) {
    Diagnostics problems;
    parse_plan("pgpm.plan", std::string{"\xFF\xFE%\0p\0r\0", 8}, problems);
    EXPECT_EQ(issues(problems), Issues{"1:1 plan-encoding"});
}

}  // namespace pgmeta::workspace

// SPDX-License-Identifier: MIT
#include "issues.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pgmeta::workspace {

namespace {

using test::Issues;
using test::only_message;
using test::plan_issues;
using testing::AllOf;
using testing::HasSubstr;

constexpr const char* signature = " 2024-03-01T08:00:00Z Ada <ada@example.com>\n";

std::string message_of(std::string_view lines, std::string file = "pgpm.plan") {
    Diagnostics problems;
    parse_plan(std::move(file), fmt::format("%project=p\n{}", lines), problems);
    return only_message(problems);
}

std::string tag(std::string_view name) {
    return fmt::format("@{}{}", name, signature);
}

}  // namespace

TEST(PlanCheck, WantsAProject) {
    Diagnostics problems;
    parse_plan("pgpm.plan", "%uri=x\na\n", problems);
    EXPECT_EQ(test::issues(problems), Issues{"1:1 project-missing"});
    Diagnostics empty;
    parse_plan("pgpm.plan", "%project=\n", empty);
    EXPECT_EQ(test::issues(empty), Issues{"1:1 project-missing"});
}

TEST(PlanCheck, RefusesAProjectThatNoCommandCouldName) {
    Diagnostics problems;
    parse_plan("pgpm.plan", "%project=a b\n", problems);
    parse_plan("q.plan", "%project=a:b\n", problems);
    EXPECT_EQ(test::issues(problems), (Issues{"1:10 project-name", "1:10 project-name"}));
}

TEST(PlanCheck, WarnsWhenTheProjectIsNamedTwice) {
    EXPECT_EQ(plan_issues("%project=q\n"), Issues{"2:1 project-duplicate"});
    EXPECT_EQ(plan_issues("%project=p\n"), Issues{});
}

TEST(PlanCheck, NamesBothLinesOfADuplicateChange) {
    EXPECT_EQ(plan_issues("a\nb\na\n"), Issues{"4:1 change-duplicate"});
    EXPECT_THAT(message_of("a\nb\na\n"), AllOf(HasSubstr("`a`"), HasSubstr("line 2")));
}

TEST(PlanCheck, NamesBothLinesOfADuplicateTag) {
    const auto plan = "a\n" + tag("v1") + "b\n" + tag("v1");
    EXPECT_EQ(plan_issues(plan), Issues{"5:1 tag-duplicate"});
    EXPECT_THAT(message_of(plan), HasSubstr("line 3"));
}

TEST(PlanCheck, AllowsSeveralTagsOnAChange) {
    EXPECT_EQ(plan_issues("a\n" + tag("v1") + tag("v2")), Issues{});
}

TEST(PlanCheck, WarnsOfNamesThatDifferOnlyInCase) {
    Diagnostics problems;
    parse_plan("pgpm.plan", "%project=p\nUsers\nusers\n", problems);
    EXPECT_EQ(test::issues(problems), Issues{"3:1 change-case"});
    EXPECT_FALSE(problems.has_errors());
}

TEST(PlanCheck, RefusesNamesThatLeaveThePackage) {
    EXPECT_EQ(plan_issues("../a\nb/../../c\n/d\ne//f\ng/./h\n"),
              (Issues{"2:1 change-path", "3:1 change-path", "4:1 change-path", "5:1 change-path",
                      "6:1 change-path"}));
}

TEST(PlanCheck, SuggestsTheNameOfAnUnknownRequirement) {
    EXPECT_EQ(plan_issues("tables\nb [tabels]\n"), Issues{"3:4 requirement-unknown"});
    EXPECT_THAT(message_of("tables\nb [tabels]\n"), HasSubstr("did you mean `tables`?"));
}

TEST(PlanCheck, SuggestsTheAtSignForATagThatLacksIt) {
    EXPECT_THAT(message_of("a\n" + tag("v1") + "b [v1]\n"), HasSubstr("did you mean `@v1`?"));
}

TEST(PlanCheck, ReportsAnUnknownTag) {
    EXPECT_EQ(plan_issues("a\nb [@v1]\n"), Issues{"3:4 requirement-unknown"});
}

TEST(PlanCheck, ReportsARequirementOnALaterChange) {
    EXPECT_EQ(plan_issues("a [b]\nb\n"), Issues{"2:4 requirement-later"});
    EXPECT_THAT(message_of("a [b]\nb\n"), HasSubstr("line 3"));
}

TEST(PlanCheck, ReportsARequirementOnALaterTag) {
    EXPECT_EQ(plan_issues("a [@v1]\nb\n" + tag("v1")), Issues{"2:4 requirement-later"});
}

TEST(PlanCheck, ReportsAChangeThatRequiresItself) {
    EXPECT_EQ(plan_issues("a [a]\nb [p:b]\n"),
              (Issues{"2:4 requirement-self", "3:4 requirement-self"}));
}

TEST(PlanCheck, LeavesOtherPackagesToTheWorkspace) {
    EXPECT_EQ(plan_issues("a [q:x q:@v1]\n"), Issues{});
}

TEST(PlanCheck, ReportsReferencesThatCanNeverDeploy) {
    EXPECT_EQ(plan_issues("a\nb [HEAD]\nc [@ROOT]\nd [a^]\ne [a~2]\nf [q:a^^]\n"
                          "g [0123456789abcdef0123456789ABCDEF01234567]\nh [a@v1]\n"),
              (Issues{"3:4 requirement-undeployable", "4:4 requirement-undeployable",
                      "5:4 requirement-undeployable", "6:4 requirement-undeployable",
                      "7:4 requirement-undeployable", "8:4 requirement-undeployable",
                      "9:4 requirement-undeployable"}));
}

TEST(PlanCheck, ReportsMalformedReferences) {
    EXPECT_EQ(plan_issues("a [x:]\nb [:x]\nc [@s/q:x]\nd [@]\ne [../x]\n"),
              (Issues{"2:4 requirement-syntax", "3:4 requirement-syntax", "4:4 requirement-syntax",
                      "5:4 requirement-syntax", "6:4 requirement-syntax"}));
}

TEST(PlanCheck, ReportsConflicts) {
    EXPECT_EQ(plan_issues("a\nb [a !q]\n"), Issues{"3:6 requirement-conflict-unsupported"});
}

TEST(PlanCheck, WantsAChangeBeforeATag) {
    EXPECT_EQ(plan_issues(tag("v1") + "a\n"), Issues{"2:1 tag-without-change"});
}

TEST(PlanCheck, AcceptsATagThatNamesALaterChange) {
    EXPECT_EQ(plan_issues(tag("v1 a") + "a\n"), Issues{});
}

TEST(PlanCheck, ReportsATagOnAnUnknownChange) {
    EXPECT_EQ(plan_issues("users\n" + tag("v1 usres")), Issues{"3:5 tag-change-unknown"});
    EXPECT_THAT(message_of("users\n" + tag("v1 usres")), HasSubstr("did you mean `users`?"));
}

TEST(PlanCheck, CallsAReworkedChangeUnsupported) {
    const auto marked = "a\n" + tag("v1") + "a [a@v1]\n";
    EXPECT_EQ(plan_issues(marked), Issues{"4:1 change-reworked"});
    const auto unmarked = "a\n" + tag("v1") + "a\n";
    EXPECT_EQ(plan_issues(unmarked, "x/sqitch.plan"), Issues{"4:1 change-reworked"});
    EXPECT_EQ(plan_issues(unmarked), Issues{"4:1 change-duplicate"});
    EXPECT_EQ(plan_issues("a\na\n" + tag("v1"), "sqitch.plan"), Issues{"3:1 change-duplicate"});
}

TEST(PlanCheck, ReportsOneProblemOnceNotItsConsequences) {
    // The broken lines are reported; what refers to them is not.
    EXPECT_EQ(plan_issues("a x\nb [a]\nc- \n@v c-" + std::string{signature} + "d [@v]\n"),
              (Issues{"2:3 plan-syntax", "4:1 change-name"}));
}

TEST(PlanCheck, ReportsEveryProblemOfAPlanInOneRun) {
    EXPECT_EQ(plan_issues("ok\nbad- [HEAD nope]\nok\nb [c\nc [!x]\n@t/\n@v1\n"),
              (Issues{"3:1 change-name", "3:7 requirement-undeployable", "4:1 change-duplicate",
                      "5:5 plan-syntax", "6:4 requirement-conflict-unsupported", "7:1 tag-name",
                      "8:4 plan-syntax"}));
}

TEST(PlanCheck, SuggestsOnlyForTheFirstOfVeryManyProblems) {
    std::string plan = "%project=p\nusers\n";
    for (int i = 0; i < 100; ++i)
        plan += fmt::format("c{} [usres]\n", i);
    Diagnostics problems;
    parse_plan("pgpm.plan", plan, problems);
    EXPECT_EQ(problems.errors(), 100U);
    EXPECT_FALSE(problems.all().front().hints.empty());
    EXPECT_TRUE(problems.all().back().hints.empty());
}

}  // namespace pgmeta::workspace

// SPDX-License-Identifier: MIT
#include "pgmeta/graph/order.hpp"
#include "test_workspace.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pgmeta::graph {

namespace {

using test::Names;
using test::tag;
using test::TestWorkspace;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

/// `a` has a1, a2 (tagged v1) and a3; `b` requires them in every form.
TestWorkspace two_packages() {
    TestWorkspace test;
    test.package("a", "", "a1\na2\n" + tag("v1") + "a3 [@v1 a1]\n")
        .package("b", "a", "b1 [a:@v1]\n" + tag("v1") + "b2 [b1 a:a2 @v1 a:@v1 b:b1 a:a1]\n");
    return test;
}

Names resolved(const TestWorkspace& test, const std::string& package, std::string_view change) {
    Names result;
    for (const auto& item :
         requirements_of(test.workspace, test[package], *test[package].plan.find_change(change))) {
        result.push_back(item.package->name + ":" + item.package->plan.changes[item.change].name);
    }
    return result;
}

Names rows(const TestWorkspace& test, const std::string& package, std::string_view change) {
    return ledger_requirements(test.workspace, test[package],
                               *test[package].plan.find_change(change));
}

Diagnostics checked(const TestWorkspace& test) {
    Diagnostics problems;
    check_requirements(test.workspace, problems);
    return problems;
}

Names ids(const Diagnostics& problems) {
    Names result;
    for (const auto& problem : problems.sorted()) {
        result.push_back(to_string(problem.where) + " " + problem.id);
    }
    return result;
}

std::string message(const Diagnostics& problems, std::size_t index = 0) {
    const auto problem = problems.sorted().at(index);
    return problem.message + (problem.hints.empty() ? "" : " / " + problem.hints.front());
}

}  // namespace

TEST(Requirements, ResolveTagsAndComeOnceInTheOrderWritten) {
    EXPECT_EQ(resolved(two_packages(), "a", "a3"), (Names{"a:a2", "a:a1"}));
    EXPECT_EQ(resolved(two_packages(), "b", "b1"), Names{"a:a2"});
    EXPECT_EQ(resolved(two_packages(), "b", "b2"), (Names{"b:b1", "a:a2", "a:a1"}));
}

TEST(Requirements, LeaveOutWhatNothingProvides) {
    TestWorkspace test;
    test.package("a", "", "a1 [nowhere:x]\na2 [a1 b:x b:@y]\n").package("b");
    EXPECT_EQ(resolved(test, "a", "a1"), Names{});
    EXPECT_EQ(resolved(test, "a", "a2"), Names{"a:a1"});
}

TEST(LedgerRequirements, AreQualifiedWithTagsResolved) {
    EXPECT_EQ(rows(two_packages(), "a", "a1"), Names{});
    EXPECT_EQ(rows(two_packages(), "a", "a3"), (Names{"a:a2", "a:a1"}));
    EXPECT_EQ(rows(two_packages(), "b", "b1"), Names{"a:a2"});
    EXPECT_EQ(rows(two_packages(), "b", "b2"), (Names{"b:b1", "a:a2", "a:a1"}));
}

TEST(LedgerRequirements, KeepWhatThisWorkspaceCannotResolve) {
    TestWorkspace test;
    test.package("a", "", "a1 [q:x q:@v1]\n");
    EXPECT_EQ(rows(test, "a", "a1"), (Names{"q:x", "q:@v1"}));
}

TEST(CheckRequirements, HasNothingToSayOfAGoodWorkspace) {
    EXPECT_EQ(ids(checked(two_packages())), Names{});
}

TEST(CheckRequirements, AcceptsExtensionsThatNoPackageProvides) {
    TestWorkspace test;
    test.package("a", "postgis,plpgsql", "a1\n");
    EXPECT_EQ(ids(checked(test)), Names{});
}

TEST(CheckRequirements, SuggestsPackagesChangesAndTags) {
    TestWorkspace test;
    test.package("shop", "", "tables\n" + tag("v1.0"))
        .package("web", "",
                 "w1 [shpo:tables]\nw2 [shop:tabels]\nw3 [shop:@v1.1]\nw4 [shop:v1.0]\n");
    const auto problems = checked(test);
    EXPECT_EQ(
        ids(problems),
        (Names{"web/pgpm.plan:2:5 requirement-unknown", "web/pgpm.plan:3:5 requirement-unknown",
               "web/pgpm.plan:4:5 requirement-unknown", "web/pgpm.plan:5:5 requirement-unknown"}));
    EXPECT_THAT(message(problems, 0), AllOf(HasSubstr("`shpo`"), HasSubstr("mean `shop`?")));
    EXPECT_THAT(message(problems, 1), HasSubstr("did you mean `shop:tables`?"));
    EXPECT_THAT(message(problems, 2), HasSubstr("did you mean `shop:@v1.0`?"));
    EXPECT_THAT(message(problems, 3), HasSubstr("did you mean `shop:@v1.0`?"));
}

TEST(CheckRequirements, ReportsEveryPackageCycleOnce) {
    TestWorkspace test;
    test.package("a", "b")
        .package("b", "c")
        .package("c", "a,b")
        .package("d", "e,a")
        .package("e", "d")
        .package("f", "f");
    const auto problems = checked(test);
    EXPECT_EQ(ids(problems),
              (Names{"a/a.control:1:13 package-cycle", "d/d.control:1:13 package-cycle",
                     "f/f.control:1:13 package-cycle"}));
    EXPECT_THAT(message(problems, 0), AllOf(HasSubstr("a -> b -> c -> a\n"),
                                            HasSubstr("`c` requires `a` at c/c.control:1:13")));
    EXPECT_THAT(message(problems, 2), HasSubstr("f -> f\n"));
}

TEST(CheckRequirements, ReportsTheChangeCycleBehindAPackageCycle) {
    TestWorkspace test;
    test.package("a", "", "a1\na2 [b:b2]\n").package("b", "", "b1 [a:a1]\nb2 [b1 a:a2]\n");
    const auto problems = checked(test);
    EXPECT_EQ(ids(problems),
              (Names{"a/pgpm.plan:3:5 change-cycle", "a/pgpm.plan:3:5 package-cycle"}));
    EXPECT_THAT(message(problems), AllOf(HasSubstr("a:a2 -> b:b2 -> a:a2\n"),
                                         HasSubstr("`b:b2` requires `a:a2` at b/pgpm.plan:3:8")));
}

TEST(CheckRequirements, ReportsNoChangeCycleWhenOnlyPackagesFormOne) {
    TestWorkspace test;
    test.package("a", "", "a1\na2 [b:b1]\n").package("b", "", "b1 [a:a1]\n");
    EXPECT_EQ(ids(checked(test)), Names{"a/pgpm.plan:3:5 package-cycle"});
}

TEST(CheckRequirements, ReportsACycleWithinOnePlan) {
    TestWorkspace test;
    test.package("a", "", "a1 [a2]\na2 [a1]\n");
    EXPECT_EQ(ids(checked(test)), Names{"a/pgpm.plan:2:5 change-cycle"});
}

TEST(CheckRequirements, SurvivesAVeryLongCycle) {
    TestWorkspace test;
    constexpr int length = 100'000;
    for (int i = 0; i < length; ++i) {
        test.bare_package(fmt::format("p{:06}", i), fmt::format("p{:06}", (i + 1) % length));
    }
    EXPECT_EQ(checked(test).errors(), 1U);
}

}  // namespace pgmeta::graph

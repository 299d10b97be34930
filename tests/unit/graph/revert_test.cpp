// SPDX-License-Identifier: MIT
#include "pgmeta/graph/diff.hpp"
#include "test_workspace.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace pgmeta::graph {

namespace {

using test::add_row;
using test::Names;
using test::tag;
using test::TestWorkspace;
using workspace::Deployed;

Names closure(const TestWorkspace& test, const Deployed& deployed, const Names& targets) {
    std::vector<std::size_t> indexes;
    for (std::size_t i = 0; i < deployed.changes.size(); ++i) {
        const auto& row = deployed.changes[i];
        const auto name = fmt::format("{}:{}", row.package, row.change);
        if (std::find(targets.begin(), targets.end(), name) != targets.end()) indexes.push_back(i);
    }
    EXPECT_EQ(indexes.size(), targets.size());
    Names result;
    for (const auto index : revert_closure(test.workspace, deployed, indexes)) {
        const auto& row = deployed.changes[index];
        result.push_back(fmt::format("{}:{}", row.package, row.change));
    }
    return result;
}

/// Three packages whose control files form a row, deployed completely.
class RowOfThree : public testing::Test {
protected:
    RowOfThree() {
        test.package(
                "my-first", "plpgsql",
                "schema\nusers [schema]\n" + tag("v1.0.0") + "products [schema]\n" + tag("v1.1.0"))
            .package("my-second", "my-first", "create [my-first:@v1.1.0]\ntable [create]\n")
            .package("my-third", "my-second", "create [my-second:table]\n")
            .package("other", "plpgsql", "o1\n");
        add_row(deployed, "my-first:schema");
        add_row(deployed, "my-first:users", {"my-first:schema"});
        add_row(deployed, "my-first:products", {"my-first:schema"});
        add_row(deployed, "my-second:create", {"my-first:products"});
        add_row(deployed, "my-second:table", {"my-second:create"});
        add_row(deployed, "my-third:create", {"my-second:table"});
        add_row(deployed, "other:o1");
    }

    TestWorkspace test;
    Deployed deployed;
};

/// Whether a row written for a change of package `owner` means a:a1, a:a2 or b:a1.
class RequirementMeans : public testing::Test {
protected:
    RequirementMeans() { test.package("a", "", "a1\n" + tag("v1") + "a2\n").package("b"); }

    [[nodiscard]] Names meant(std::string_view row, std::string_view owner) const {
        Names result;
        for (const auto* name : {"a:a1", "a:a2", "b:a1"}) {
            const std::string_view full{name};
            if (requirement_means(test.workspace, row, owner, full.substr(0, 1), full.substr(2))) {
                result.emplace_back(name);
            }
        }
        return result;
    }

    TestWorkspace test;
};

}  // namespace

TEST_F(RequirementMeans, AQualifiedChange) {
    EXPECT_EQ(meant("a:a1", "b"), Names{"a:a1"});
    EXPECT_EQ(meant("a:a9", "b"), Names{});
    EXPECT_EQ(meant("c:a1", "b"), Names{});
}

TEST_F(RequirementMeans, ABareChangeOfItsOwner) {
    EXPECT_EQ(meant("a1", "a"), Names{"a:a1"});
    EXPECT_EQ(meant("a1", "b"), Names{"b:a1"});
    EXPECT_EQ(meant("a1", "c"), Names{});
}

TEST_F(RequirementMeans, TheChangeOfATag) {
    EXPECT_EQ(meant("a:@v1", "b"), Names{"a:a1"});
    EXPECT_EQ(meant("@v1", "a"), Names{"a:a1"});
}

TEST_F(RequirementMeans, EveryChangeOfThePackageWhenTheTagIsGone) {
    EXPECT_EQ(meant("a:@v9", "b"), (Names{"a:a1", "a:a2"}));
    EXPECT_EQ(meant("b:@v9", "a"), Names{"b:a1"});
    EXPECT_EQ(meant("@v9", "a"), (Names{"a:a1", "a:a2"}));
}

TEST_F(RowOfThree, GoesBackwardsWhenEverythingGoes) {
    EXPECT_EQ(closure(test, deployed, {"my-first:schema"}),
              (Names{"my-third:create", "my-second:table", "my-second:create", "my-first:products",
                     "my-first:users", "my-first:schema"}));
}

TEST_F(RowOfThree, LosesPackagesThatControlRequireARevertedOne) {
    EXPECT_EQ(
        closure(test, deployed, {"my-first:products"}),
        (Names{"my-third:create", "my-second:table", "my-second:create", "my-first:products"}));
}

TEST_F(RowOfThree, KeepsWhatTheTargetsRequire) {
    EXPECT_EQ(closure(test, deployed, {"my-second:create", "my-second:table"}),
              (Names{"my-third:create", "my-second:table", "my-second:create"}));
    EXPECT_EQ(closure(test, deployed, {"my-third:create"}), Names{"my-third:create"});
}

TEST_F(RowOfThree, KeepsUnrelatedPackages) {
    EXPECT_EQ(closure(test, deployed, {"other:o1"}), Names{"other:o1"});
}

TEST(RevertClosure, IsEmptyWithoutTargets) {
    TestWorkspace test;
    test.package("a", "", "a1\n");
    Deployed deployed;
    add_row(deployed, "a:a1");
    EXPECT_EQ(closure(test, deployed, {}), Names{});
}

TEST(RevertClosure, FollowsControlFilesThroughPackagesThatAreNotDeployed) {
    TestWorkspace test;
    test.package("a", "", "a1\n").package("b", "a", "b1\n").package("c", "b", "c1\n");
    Deployed deployed;
    add_row(deployed, "a:a1");
    add_row(deployed, "c:c1");
    EXPECT_EQ(closure(test, deployed, {"a:a1"}), (Names{"c:c1", "a:a1"}));
}

TEST(RevertClosure, FollowsLedgerRowsInAllForms) {
    TestWorkspace test;
    test.package("a", "", "a1\n" + tag("v1") + "a2\n").package("b", "", "b1\nb2\nb3\nb4\n");
    Deployed deployed;
    add_row(deployed, "a:a1");
    add_row(deployed, "a:a2");
    add_row(deployed, "b:b1", {"a:a1"});
    add_row(deployed, "b:b2", {"b1"});
    add_row(deployed, "b:b3", {"a:@v1"});
    add_row(deployed, "b:b4");
    EXPECT_EQ(closure(test, deployed, {"a:a1"}), (Names{"b:b3", "b:b2", "b:b1", "a:a1"}));
    EXPECT_EQ(closure(test, deployed, {"a:a2"}), Names{"a:a2"});
}

TEST(RevertClosure, FollowsPlansWhenTheLedgerSaysNothing) {
    TestWorkspace test;
    test.package("a", "", "a1\n").package("b", "", "b1 [a:a1]\nb2 [b1]\n");
    Deployed deployed;
    add_row(deployed, "a:a1");
    add_row(deployed, "b:b1");
    add_row(deployed, "b:b2");
    EXPECT_EQ(closure(test, deployed, {"a:a1"}), (Names{"b:b2", "b:b1", "a:a1"}));
}

TEST(RevertClosure, TakesATagNobodyKnowsForEveryChangeOfItsPackage) {
    TestWorkspace test;
    test.package("a", "", "a1\na2\n").package("b", "", "b1\n");
    Deployed deployed;
    add_row(deployed, "a:a1");
    add_row(deployed, "a:a2");
    add_row(deployed, "b:b1", {"a:@gone"});
    EXPECT_EQ(closure(test, deployed, {"a:a2"}), (Names{"b:b1", "a:a2"}));
}

TEST(RevertClosure, FollowsRowsOfPackagesThatTheWorkspaceDoesNotKnow) {
    TestWorkspace test;
    test.package("a", "", "a1\n");
    Deployed deployed;
    add_row(deployed, "a:a1");
    add_row(deployed, "gone:x", {"a:a1"});
    add_row(deployed, "gone:y", {"x"});
    add_row(deployed, "gone:z");
    EXPECT_EQ(closure(test, deployed, {"a:a1"}), (Names{"gone:y", "gone:x", "a:a1"}));
    EXPECT_EQ(closure(test, deployed, {"gone:x"}), (Names{"gone:y", "gone:x"}));
}

TEST(RevertClosure, PutsRowsThatThePlanDoesNotKnowWhereTheyWereDeployed) {
    TestWorkspace test;
    test.package("a", "", "a1\na2\n");
    Deployed deployed;
    add_row(deployed, "a:a1");
    add_row(deployed, "a:old1");
    add_row(deployed, "a:old2");
    add_row(deployed, "a:a2");
    EXPECT_EQ(closure(test, deployed, {"a:a1", "a:old1", "a:old2", "a:a2"}),
              (Names{"a:a2", "a:old2", "a:old1", "a:a1"}));
}

TEST(RevertClosure, PutsDependentsFirstEvenAgainstThePlan) {
    // The plan was reordered after the deployment.
    TestWorkspace test;
    test.package("a", "", "a1\na2\n");
    Deployed deployed;
    add_row(deployed, "a:a2");
    add_row(deployed, "a:a1", {"a:a2"});
    EXPECT_EQ(closure(test, deployed, {"a:a2"}), (Names{"a:a1", "a:a2"}));
}

TEST(RevertClosure, LetsTheLedgerPrevailWhenThePlanSaysTheOpposite) {
    TestWorkspace test;
    test.package("a", "", "a1\na2 [a1]\n");
    Deployed deployed;
    add_row(deployed, "a:a2");
    add_row(deployed, "a:a1", {"a:a2"});
    EXPECT_EQ(closure(test, deployed, {"a:a1"}), (Names{"a:a1", "a:a2"}));
}

TEST(RevertClosure, ListsARowOnceWhenManyRequireIt) {
    TestWorkspace test;
    test.package("a", "", "a1\na2 [a1]\na3 [a1 a2]\na4 [a2 a3]\n");
    Deployed deployed;
    add_row(deployed, "a:a1");
    add_row(deployed, "a:a2", {"a:a1"});
    add_row(deployed, "a:a3", {"a:a1", "a:a2"});
    add_row(deployed, "a:a4", {"a:a2", "a:a3"});
    EXPECT_EQ(closure(test, deployed, {"a:a1", "a:a2"}), (Names{"a:a4", "a:a3", "a:a2", "a:a1"}));
}

TEST(RevertClosure, WorksInAWorkspaceWithACycle) {
    TestWorkspace test;
    test.package("a", "b", "a1\n").package("b", "a", "b1\n");
    Deployed deployed;
    add_row(deployed, "a:a1", {"b:b1"});
    add_row(deployed, "b:b1");
    EXPECT_EQ(closure(test, deployed, {"b:b1"}), (Names{"a:a1", "b:b1"}));
}

TEST(RevertClosure, EndsWhenLedgerRowsFormACycle) {
    TestWorkspace test;
    test.package("a", "", "a1\na2\n");
    Deployed deployed;
    add_row(deployed, "a:a1", {"a:a2"});
    add_row(deployed, "a:a2", {"a:a1", "a:a2"});
    EXPECT_EQ(closure(test, deployed, {"a:a1"}), (Names{"a:a2", "a:a1"}));
}

TEST(RevertClosure, SurvivesAVeryLongChain) {
    TestWorkspace test;
    Deployed deployed;
    constexpr std::size_t length = 100'000;
    for (std::size_t i = 0; i < length; ++i) {
        add_row(deployed, fmt::format("a:c{}", i), {fmt::format("c{}", i == 0 ? 0 : i - 1)});
    }
    const std::size_t first = 0;
    const auto order = revert_closure(test.workspace, deployed, {&first, 1});
    ASSERT_EQ(order.size(), length);
    EXPECT_EQ(order.front(), length - 1);
    EXPECT_EQ(order.back(), 0U);
}

}  // namespace pgmeta::graph

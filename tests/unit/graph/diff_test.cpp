// SPDX-License-Identifier: MIT
#include "pgmeta/graph/diff.hpp"

#include "test_workspace.hpp"

#include <gtest/gtest.h>

namespace pgmeta::graph {

namespace {

using test::add_row;
using test::Names;
using test::TestWorkspace;
using workspace::Deployed;
using workspace::Selection;

/// What add_row records, so that nothing is modified.
bool unmodified(const workspace::Package&, const workspace::Change& change, std::string_view hash) {
    return hash == "hash of " + change.name;
}

std::string to_string(const ComparedChange& compared) {
    const auto& change = compared.package->plan.changes[compared.change];
    const char* state = compared.state == ChangeState::pending    ? "pending"
                        : compared.state == ChangeState::deployed ? "deployed"
                                                                  : "modified";
    return fmt::format("{}:{} {}", compared.package->name, change.name, state);
}

Names states(const Difference& difference) {
    Names result;
    for (const auto& compared : difference.changes)
        result.push_back(to_string(compared));
    return result;
}

Names unknown(const Difference& difference) {
    Names result;
    for (const auto* row : difference.unknown) {
        result.push_back(fmt::format("{}:{}", row->package, row->change));
    }
    return result;
}

class Diff : public testing::Test {
protected:
    Diff() {
        test.package("a", "", "a1\na2\na3\n").package("b", "a", "b1\n");
        both = {{&test["a"]}, {&test["b"]}};
    }

    Difference run() { return diff(both, deployed, unmodified); }

    TestWorkspace test;
    Deployed deployed;
    std::vector<Selection> both;
};

}  // namespace

TEST_F(Diff, FindsEverythingPendingInAnEmptyDatabase) {
    const auto difference = run();
    EXPECT_EQ(states(difference),
              (Names{"a:a1 pending", "a:a2 pending", "a:a3 pending", "b:b1 pending"}));
    EXPECT_TRUE(difference.unknown.empty());
    EXPECT_TRUE(difference.out_of_order.empty());
    EXPECT_EQ(difference.changes.at(0).row, nullptr);
}

TEST_F(Diff, FindsNothingPendingWhenAllIsDeployed) {
    for (const auto* name : {"a:a1", "a:a2", "a:a3", "b:b1"})
        add_row(deployed, name);
    EXPECT_EQ(states(run()),
              (Names{"a:a1 deployed", "a:a2 deployed", "a:a3 deployed", "b:b1 deployed"}));
}

TEST_F(Diff, KeepsTheOrderOfThePackagesGiven) {
    std::swap(both[0], both[1]);
    EXPECT_EQ(states(run()).front(), "b:b1 pending");
}

TEST_F(Diff, FindsAModifiedScript) {
    add_row(deployed, "a:a1");
    add_row(deployed, "a:a2");
    const auto difference = diff(
        both, deployed, [](const auto&, const auto& change, auto) { return change.name != "a1"; });
    EXPECT_EQ(states(difference),
              (Names{"a:a1 modified", "a:a2 deployed", "a:a3 pending", "b:b1 pending"}));
    EXPECT_EQ(difference.changes.at(0).row, deployed.find("a", "a1"));
}

TEST_F(Diff, TakesAMissingScriptOfADeployedChangeForModified) {
    add_row(deployed, "a:a1");
    const auto difference = diff(both, deployed, [](const auto&...) { return false; });
    EXPECT_EQ(states(difference).front(), "a:a1 modified");
}

TEST_F(Diff, AsksForScriptsOnlyOfDeployedChanges) {
    add_row(deployed, "a:a2");
    Names asked;
    diff(both, deployed, [&](const auto& package, const auto& change, auto) {
        asked.push_back(package.name + ":" + change.name);
        return false;
    });
    EXPECT_EQ(asked, Names{"a:a2"});
}

TEST_F(Diff, StopsAtTheBoundOfAPackage) {
    both[0].change = 1;
    EXPECT_EQ(states(run()), (Names{"a:a1 pending", "a:a2 pending", "b:b1 pending"}));
}

TEST_F(Diff, FindsRowsThatThePlanDoesNotKnow) {
    add_row(deployed, "a:old");
    add_row(deployed, "a:a1");
    add_row(deployed, "c:c1");
    EXPECT_EQ(unknown(run()), Names{"a:old"});
}

TEST_F(Diff, DoesNotTakeARowBehindTheBoundForUnknown) {
    both[0].change = 0;
    add_row(deployed, "a:a3");
    EXPECT_TRUE(run().unknown.empty());
}

TEST_F(Diff, FindsPendingChangesBeforeADeployedOne) {
    add_row(deployed, "a:a2");
    const auto difference = run();
    EXPECT_EQ(difference.out_of_order, std::vector<std::size_t>{0});
    EXPECT_EQ(states(difference).at(0), "a:a1 pending");
}

TEST_F(Diff, LooksBehindTheBoundForChangesOutOfOrder) {
    both[0].change = 0;
    add_row(deployed, "a:a3");
    EXPECT_EQ(run().out_of_order, std::vector<std::size_t>{0});
}

TEST_F(Diff, DoesNotCompareTheOrderOfDifferentPackages) {
    add_row(deployed, "b:b1");
    EXPECT_TRUE(run().out_of_order.empty());
}

TEST_F(Diff, TellsTheSameNameInTwoPackagesApart) {
    TestWorkspace twins;
    twins.package("x", "", "same\n").package("y", "", "same\n");
    add_row(deployed, "y:same");
    both = {{&twins["x"]}, {&twins["y"]}};
    EXPECT_EQ(states(run()), (Names{"x:same pending", "y:same deployed"}));
}

}  // namespace pgmeta::graph

// SPDX-License-Identifier: MIT
#include "pgmeta/graph/order.hpp"
#include "pgmeta_test/expect.hpp"
#include "test_workspace.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pgmeta::graph {

namespace {

using test::Names;
using test::tag;
using test::TestWorkspace;
using testing::AllOf;
using testing::HasSubstr;

Names order(const TestWorkspace& test, const Names& roots = {}) {
    std::vector<const workspace::Package*> packages;
    for (const auto& name : roots)
        packages.push_back(&test[name]);
    Names result;
    for (const auto& item : package_order(test.workspace, packages)) {
        result.push_back(item.package == nullptr ? "ext " + item.name : item.name);
    }
    return result;
}

Names dependents_of(const TestWorkspace& test, const std::string& name) {
    const auto* root = &test[name];
    Names result;
    for (const auto* package : dependents(test.workspace, {&root, 1})) {
        result.push_back(package->name);
    }
    return result;
}

/// The workspace of three packages that require one another in a row.
TestWorkspace row_of_three() {
    TestWorkspace test;
    test.package("my-first", "citext,plpgsql,pgcrypto")
        .package("my-second", "my-first,plpgsql")
        .package("my-third", "my-second");
    return test;
}

}  // namespace

TEST(PackageOrder, PutsExtensionsAndRequirementsFirst) {
    EXPECT_EQ(order(row_of_three()), (Names{"ext citext", "ext plpgsql", "ext pgcrypto", "my-first",
                                            "my-second", "my-third"}));
}

TEST(PackageOrder, HoldsOnlyWhatTheRootsNeed) {
    EXPECT_EQ(order(row_of_three(), {"my-first"}),
              (Names{"ext citext", "ext plpgsql", "ext pgcrypto", "my-first"}));
    EXPECT_EQ(order(row_of_three(), {"my-third"}).size(), 6U);
}

TEST(PackageOrder, FollowsTheOrderInWhichRequirementsAreWritten) {
    TestWorkspace test;
    test.package("a").package("b").package("c", "b,x,a,y");
    EXPECT_EQ(order(test, {"c"}), (Names{"b", "ext x", "a", "ext y", "c"}));
}

TEST(PackageOrder, FollowsPlansAfterControlFiles) {
    TestWorkspace test;
    test.package("a", "", "a1\n" + tag("v1"))
        .package("b", "", "b1\n")
        .package("c", "b", "x [a:@v1]\n");
    EXPECT_EQ(order(test, {"c"}), (Names{"b", "a", "c"}));
}

TEST(PackageOrder, DoesNotTakeAnUnknownPackageOfAPlanForAnExtension) {
    TestWorkspace test;
    test.package("a", "", "x [nowhere:y]\n");
    EXPECT_EQ(order(test), Names{"a"});
}

TEST(PackageOrder, ResolvesEveryNameOfAPackage) {
    TestWorkspace test;
    test.package("a").package("b", "@acme/a");
    test.workspace.by_name.emplace("@acme/a", test.workspace.packages.front().get());
    EXPECT_EQ(order(test, {"b"}), (Names{"a", "b"}));
}

TEST(PackageOrder, SaysWhoAskedAndWhere) {
    const auto test = row_of_three();
    const auto* root = &test["my-second"];
    const auto items = package_order(test.workspace, {&root, 1});
    EXPECT_EQ(items.at(0).name, "citext");
    EXPECT_EQ(items.at(0).required_by, "my-first");
    EXPECT_EQ(to_string(items.at(0).where), "my-first/my-first.control:1:13");
    EXPECT_EQ(items.at(3).required_by, "my-second");
    EXPECT_EQ(items.back().required_by, "");
}

TEST(PackageOrder, RefusesACycleAndShowsEveryEdge) {
    TestWorkspace test;
    test.package("a", "b").package("b", "", "x [c:y]\n").package("c", "x, a", "y\n");
    EXPECT_FAILS("package-cycle", Fault::workspace, package_order(test.workspace, {}));
    try {
        package_order(test.workspace, {});
    } catch (const Error& e) {
        EXPECT_THAT(e.message(), AllOf(HasSubstr("a -> b -> c -> a"),
                                       HasSubstr("`a` requires `b` at a/a.control:1:13"),
                                       HasSubstr("`b` requires `c` at b/pgpm.plan:2:4"),
                                       HasSubstr("`c` requires `a` at c/c.control:1:16")));
        EXPECT_EQ(to_string(e.where()), "a/a.control:1:13");
    }
}

TEST(PackageOrder, ShowsOnlyTheCycleNotTheWayToIt) {
    TestWorkspace test;
    test.package("a", "b").package("b", "c").package("c", "b");
    try {
        package_order(test.workspace, {});
        FAIL() << "expected a cycle";
    } catch (const Error& e) {
        EXPECT_THAT(e.message(), HasSubstr(": b -> c -> b\n"));
    }
}

TEST(PackageOrder, RefusesAPackageThatRequiresItself) {
    TestWorkspace test;
    test.package("a", "a");
    EXPECT_FAILS("package-cycle", Fault::workspace, package_order(test.workspace, {}));
}

TEST(PackageOrder, SurvivesAVeryLongChain) {
    TestWorkspace test;
    constexpr int length = 100'000;
    for (int i = 0; i < length; ++i) {
        test.bare_package(fmt::format("p{:06}", i),
                          i + 1 < length ? fmt::format("p{:06}", i + 1) : "");
    }
    const auto names = order(test);
    ASSERT_EQ(names.size(), 100'000U);
    EXPECT_EQ(names.front(), "p099999");
    EXPECT_EQ(names.back(), "p000000");
}

TEST(Dependents, AreFoundThroughControlFilesAndPlans) {
    TestWorkspace test;
    test.package("a", "", "a1\n")
        .package("b", "", "b1 [a:a1]\n")
        .package("c", "b")
        .package("d", "x")
        .package("e", "a,c");
    EXPECT_EQ(dependents_of(test, "a"), (Names{"a", "b", "c", "e"}));
    EXPECT_EQ(dependents_of(test, "c"), (Names{"c", "e"}));
    EXPECT_EQ(dependents_of(test, "d"), Names{"d"});
    const Closures closures{test.workspace};
    for (const auto& needed : test.workspace.packages)
        for (const auto& package : test.workspace.packages) {
            const auto all = dependents_of(test, needed->name);
            EXPECT_EQ(closures.contains(*package, *needed),
                      std::find(all.begin(), all.end(), package->name) != all.end())
                << package->name << " and " << needed->name;
        }
}

}  // namespace pgmeta::graph

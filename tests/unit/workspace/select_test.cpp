// SPDX-License-Identifier: MIT
#include "issues.hpp"
#include "pgmeta/workspace/workspace.hpp"
#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pgmeta::workspace {

namespace {

/// One package `shop`, npm name @acme/shop, with changes a, b and the tag v1 on a.
class Select : public testing::Test {
protected:
    Select() {
        auto package = std::make_unique<Package>();
        package->name = "shop";
        package->plan = parse_plan(
            "pgpm.plan", "%project=shop\na\n@v1 2024-03-01T08:00:00Z A <a@b>\nb\n", problems_);
        workspace_.by_name = {{"shop", package.get()}, {"@acme/shop", package.get()}};
        workspace_.packages.push_back(std::move(package));
    }

    std::string hint_of(std::string_view text) {
        try {
            select(workspace_, text);
        } catch (const Error& e) {
            return e.hints().empty() ? "" : e.hints().front();
        }
        return "nothing was thrown";
    }

    Diagnostics problems_;
    Workspace workspace_;
};

}  // namespace

TEST_F(Select, TakesAPackageWhole) {
    const auto selection = select(workspace_, "shop");
    EXPECT_EQ(selection.package->name, "shop");
    EXPECT_EQ(selection.change, Selection::npos);
    EXPECT_EQ(select(workspace_, "@acme/shop").package, selection.package);
}

TEST_F(Select, TakesAChange) {
    EXPECT_EQ(select(workspace_, "shop:b").change, 1U);
    EXPECT_EQ(select(workspace_, "@acme/shop:b").change, 1U);
}

TEST_F(Select, TakesATagForItsChange) {
    EXPECT_EQ(select(workspace_, "shop:@v1").change, 0U);
    EXPECT_EQ(select(workspace_, "@acme/shop:@v1").change, 0U);
}

TEST_F(Select, TakesAChangeOrTagOfAGivenPackage) {
    const auto& shop = workspace_.get("shop");
    EXPECT_EQ(select_in(shop, "b").change, 1U);
    EXPECT_EQ(select_in(shop, "@v1").change, 0U);
    EXPECT_FAILS("target-syntax", Fault::usage, select_in(shop, ""));
    EXPECT_FAILS("target-syntax", Fault::usage, select_in(shop, "@"));
    EXPECT_FAILS("target-syntax", Fault::usage, select_in(shop, "shop:b"));
}

TEST_F(Select, RefusesWhatIsNoTarget) {
    EXPECT_FAILS("target-syntax", Fault::usage, select(workspace_, ""));
    EXPECT_FAILS("target-syntax", Fault::usage, select(workspace_, "shop:"));
    EXPECT_FAILS("target-syntax", Fault::usage, select(workspace_, ":b"));
    EXPECT_FAILS("target-syntax", Fault::usage, select(workspace_, "a:b:c"));
    EXPECT_FAILS("target-syntax", Fault::usage, select(workspace_, "a:b:@t"));
    EXPECT_FAILS("target-syntax", Fault::usage, select(workspace_, "shop:@"));
}

TEST_F(Select, RefusesWhatIsUnknown) {
    EXPECT_FAILS("package-unknown", Fault::usage, select(workspace_, "store"));
    EXPECT_FAILS("package-unknown", Fault::usage, select(workspace_, "store:a"));
    EXPECT_FAILS("change-unknown", Fault::usage, select(workspace_, "shop:c"));
    EXPECT_FAILS("tag-unknown", Fault::usage, select(workspace_, "shop:@v2"));
}

TEST_F(Select, SuggestsWhatWasMeant) {
    EXPECT_EQ(hint_of("shpo"), "did you mean `shop`?");
    EXPECT_EQ(hint_of("shop:v1"), "did you mean `@v1`?");
    EXPECT_EQ(hint_of("shop:@v2"), "did you mean `@v1`?");
}

}  // namespace pgmeta::workspace

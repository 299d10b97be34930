// SPDX-License-Identifier: MIT
#include "pgmeta/workspace/deployment_plan.hpp"

#include "issues.hpp"
#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pgmeta::workspace {

namespace {

using test::Issues;
using testing::HasSubstr;

struct Parsed {
    DeploymentPlan plan;
    Diagnostics problems;
};

Parsed parse(std::string_view text) {
    Parsed result;
    result.plan = parse_deployment_plan("plans/shop.yaml", "shop", text, result.problems);
    return result;
}

Issues issues_of(std::string_view text) {
    return test::issues(parse(text).problems);
}

std::string message_of(std::string_view text) {
    return test::only_message(parse(text).problems);
}

std::vector<std::string> words(const std::vector<PlanWord>& list) {
    std::vector<std::string> result;
    for (const auto& word : list)
        result.push_back(word.text);
    return result;
}

/// A workspace of packages `base` and `app`, of which app needs base.
class LoadPlan : public testing::Test {
protected:
    void SetUp() override {
        test::WorkspaceBuilder{dir_.path() / "shop"}
            .package("base", {"plpgsql"})
            .change("schema")
            .tag("v1")
            .change("tables")
            .package("app", {"base"})
            .change("accounts")
            .write();
        test::write_file(dir_ / "share/plans/shipped.yaml", "packages: [ours]\n");
        test::write_file(dir_ / "share/pgmeta.yaml", "packages: [packages/*]\n");
        test::WorkspaceBuilder{dir_.path() / "share"}.package("ours").change("one").write();
        std::filesystem::create_directories(dir_ / "empty");
    }

    void write_plan(std::string_view text) { test::write_file(dir_ / "shop/plans/all.yaml", text); }

    LoadedPlan load(std::string_view named, std::string_view start = "shop") {
        return load_plan(named, {dir_ / std::string{start}, dir_ / "share"}, problems_);
    }

    test::TempDir dir_;
    Diagnostics problems_;
};

}  // namespace

TEST(DeploymentPlan, ReadsEveryKey) {
    const auto [plan, problems] = parse(
        "name: shop\n"
        "description: All of the shop\n"
        "base_roles: true\n"
        "packages: [base, 'app:@v1']\n"
        "variables: {tier: gold}\n"
        "settings:\n"
        "  Work_Mem: 64MB\n"
        "  app.mode: strict\n"
        "verify: [app]\n");
    EXPECT_EQ(test::issues(problems), Issues{});
    EXPECT_EQ(plan.name, "shop");
    EXPECT_EQ(plan.description, "All of the shop");
    EXPECT_TRUE(plan.base_roles);
    EXPECT_EQ(words(plan.packages), (std::vector<std::string>{"base", "app:@v1"}));
    EXPECT_EQ(plan.packages[1].where, (Location{"plans/shop.yaml", 4, 18}));
    ASSERT_EQ(plan.variables.size(), 1U);
    EXPECT_EQ(plan.variables[0].name, "tier");
    ASSERT_EQ(plan.settings.size(), 2U);
    EXPECT_EQ(plan.settings[0].name, "work_mem");
    EXPECT_EQ(plan.settings[0].where, (Location{"plans/shop.yaml", 7, 13}));
    EXPECT_TRUE(plan.verify);
    EXPECT_EQ(words(plan.verified), (std::vector<std::string>{"app"}));
}

TEST(DeploymentPlan, HasDefaults) {
    const auto [plan, problems] = parse("packages: [base]\n");
    EXPECT_EQ(test::issues(problems), Issues{});
    EXPECT_EQ(plan.name, "shop");
    EXPECT_FALSE(plan.base_roles);
    EXPECT_TRUE(plan.verify);
    EXPECT_TRUE(plan.verified.empty());
}

TEST(DeploymentPlan, UnknownKeyIsAnErrorWithSuggestion) {
    EXPECT_EQ(issues_of("packages: [a]\nbase_role: true\n"), (Issues{"2:1 config-unknown-key"}));
    EXPECT_THAT(message_of("packages: [a]\nbase_role: true\n"),
                HasSubstr("did you mean `base_roles`?"));
}

TEST(DeploymentPlan, ReportsEveryProblemWithItsPlace) {
    EXPECT_EQ(
        issues_of("name: store\n"
                  "base_roles: perhaps\n"
                  "packages: [a, {b: 1}, a:@v1]\n"
                  "variables: {two words: x}\n"
                  "settings:\n"
                  "  client_encoding: LATIN1\n"
                  "  9lives: x\n"
                  "verify: sometimes\n"),
        (Issues{"1:7 config-value", "2:13 config-type", "3:15 config-type", "3:23 config-value",
                "4:24 config-value", "6:20 config-value", "7:11 config-value", "8:9 config-type"}));
}

TEST(DeploymentPlan, NeedsPackages) {
    EXPECT_EQ(issues_of(""), (Issues{"1:1 config-type"}));
    EXPECT_EQ(issues_of("packages: []\n"), (Issues{"1:1 config-type"}));
    EXPECT_EQ(issues_of("packages: base\n"), (Issues{"1:11 config-type"}));
}

TEST(DeploymentPlan, RefusesPasswordsAndBrokenYaml) {
    EXPECT_EQ(issues_of("packages: [a]\nvariables: {url: 'postgresql://u:secret@h/d'}\n"),
              (Issues{"2:18 config-password"}));
    EXPECT_EQ(issues_of("packages: [a\n"), (Issues{"2:1 config-syntax"}));
}

TEST_F(LoadPlan, FindsNamesInTheWorkspaceThenAmongTheShipped) {
    write_plan("packages: [app]\n");
    const auto own = load("all");
    EXPECT_EQ(own.plan.name, "all");
    ASSERT_EQ(own.resolved.packages.size(), 1U);
    EXPECT_EQ(own.resolved.packages[0].package->name, "app");
    EXPECT_TRUE(own.in_workspace);
    const auto shipped = load("shipped");
    EXPECT_EQ(shipped.resolved.packages.at(0).package->name, "ours");
    EXPECT_EQ(test::issues(problems_), Issues{});
}

TEST_F(LoadPlan, WorksOutsideAnyWorkspace) {
    const auto shipped = load("shipped", "empty");
    EXPECT_EQ(shipped.resolved.packages.at(0).package->name, "ours");
    EXPECT_FALSE(shipped.in_workspace);
}

TEST_F(LoadPlan, AFileTakesThePackagesOfTheWorkspaceItLiesIn) {
    write_plan("packages: [app]\n");
    const auto plan = load("../shop/plans/all.yaml", "empty");
    EXPECT_EQ(plan.resolved.packages.at(0).package->name, "app");
    EXPECT_FALSE(plan.in_workspace);
}

TEST_F(LoadPlan, KeepsTheConfigurationOfTheCurrentWorkspace) {
    test::write_file(dir_ / "shop/pgmeta.yaml", "packages: [packages/*]\ndefault_target: here\n");
    EXPECT_EQ(load("shipped").workspace.config.default_target.value, "here");
}

TEST_F(LoadPlan, ResolvesBounds) {
    write_plan("packages: ['base:@v1', 'app:accounts']\n");
    const auto plan = load("all");
    EXPECT_EQ(test::issues(problems_), Issues{});
    ASSERT_EQ(plan.resolved.packages.size(), 2U);
    EXPECT_EQ(plan.resolved.packages[0].change, 0U);
    EXPECT_EQ(plan.resolved.packages[1].change, 0U);
}

TEST_F(LoadPlan, UnknownPackagesChangesAndTagsHaveTheirPlace) {
    write_plan("packages:\n  - bse\n  - base:@v2\n  - app:acounts\nverify: [ap, 'base:@v1']\n");
    load("all");
    EXPECT_EQ(test::issues(problems_),
              (Issues{"2:5 package-unknown", "3:5 tag-unknown", "4:5 change-unknown",
                      "5:10 package-unknown", "5:14 config-value"}));
    EXPECT_THAT(problems_.sorted().at(0).hints, testing::ElementsAre("did you mean `base`?"));
}

TEST_F(LoadPlan, UnknownNamesAreRefusedWithSuggestion) {
    write_plan("packages: [app]\n");
    EXPECT_FAILS("deployment-plan-unknown", Fault::usage, load("shiped"));
    EXPECT_FAILS("deployment-plan-unknown", Fault::usage, load("plans/none.yaml"));
    try {
        load("shiped");
    } catch (const Error& error) {
        EXPECT_THAT(error.hints(), testing::Contains("did you mean `shipped`?"));
    }
}

}  // namespace pgmeta::workspace

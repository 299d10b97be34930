// SPDX-License-Identifier: MIT
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/test_database.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

// `--plan` as people use it: what it resolves to, roles first, settings and variables, refusals.

namespace pgmeta::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using Arguments = std::vector<std::string>;

/// Packages base, app (needs base) and other; base roles with names of the test's own.
class DeploymentPlans : public testing::Test {
protected:
    DeploymentPlans() {
        WorkspaceBuilder{dir.path()}
            .package("base", {"plpgsql"})
            .change("schema")
            .tag("v1")
            .change("tables")
            .package("app", {"base"})
            .change("accounts",
                    "CREATE TABLE tier AS SELECT current_setting('var.tier', true) AS tier, "
                    "current_setting('search_path') AS path;\n",
                    "DROP TABLE tier;\n", "SELECT 1 / count(*) FROM tier;\n")
            .package("other", {"plpgsql"})
            .change("lonely")
            .write();
        write_file(dir / "pgmeta.yaml",
                   fmt::format("packages: [packages/*]\nroles: {{anonymous: {0}_a, authenticated: "
                               "{0}_b, administrator: {0}_c, authenticated_client: {0}_d}}\n",
                               roles));
    }

    ~DeploymentPlans() override {
        drop_roles(database, {roles + "_a", roles + "_b", roles + "_c"});
    }

    void plan(std::string_view text) { write_file(dir / "plans/shop.yaml", text); }

    ProcessResult pgmeta(Arguments arguments, bool planned = true) const {
        if (planned) arguments.insert(arguments.end(), {"--plan", "shop"});
        arguments.insert(arguments.end(), {"--target", database.url()});
        return run_pgmeta(arguments, {.cwd = dir.path()});
    }

    ProcessResult expect_ok(const Arguments& arguments) const {
        auto result = pgmeta(arguments);
        EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
        return result;
    }

    std::string role_count() {
        return database.value("SELECT count(*) FROM pg_roles WHERE starts_with(rolname, '" + roles +
                              "_')");
    }

    std::string deployed() {
        return database.value(
            "SELECT string_agg(package || ':' || change_name, ' ' ORDER BY package, change_name) "
            "FROM pgpm_migrate.changes");
    }

    TempDir dir;
    TestDatabase database;
    std::string roles = unique_name("plan");
};

}  // namespace

TEST_F(DeploymentPlans, DeployWhatIsNamedAndWhatItNeedsAndNothingElse) {
    plan("description: All of the shop\npackages: [app, 'base:@v1']\n");
    const auto result = expect_ok({"deploy"});
    EXPECT_THAT(result.err, HasSubstr("deployment plan shop (plans/shop.yaml): All of the shop\n"
                                      "  packages: base (up to schema), app\n"));
    EXPECT_EQ(deployed(), "app:accounts base:schema");
    EXPECT_EQ(role_count(), "0");
    EXPECT_THAT(expect_ok({"status"}).out, HasSubstr("Nothing to deploy."));
    EXPECT_THAT(expect_ok({"verify"}).out, HasSubstr("2 passed, 0 failed"));
}

TEST_F(DeploymentPlans, RefuseABoundBeforeWhatAnotherPackageRequires) {
    std::filesystem::rename(dir / "packages/app/pgpm.plan", dir / "packages/app/old.plan");
    write_file(dir / "packages/app/pgpm.plan",
               "%syntax-version=1.0.0\n%project=app\n\naccounts [base:tables] "
               "2024-01-01T00:00:00Z Test <test@example.com> # needs the tables\n");
    plan("packages: [app, 'base:@v1']\n");
    const auto result = pgmeta({"deploy"});
    EXPECT_EQ(result.exit_code, 4) << result.err;
    EXPECT_THAT(result.err, HasSubstr("app/pgpm.plan:4:1: error[requirement-not-deployed]"));
    EXPECT_EQ(database.value("SELECT to_regclass('\"base/schema\"') IS NULL"), "t");
}

TEST_F(DeploymentPlans, RevertTakesThePlansPackagesAndLeavesOthers) {
    plan("packages: [app]\n");
    EXPECT_EQ(pgmeta({"deploy"}, false).exit_code, 0);
    expect_ok({"revert", "--yes"});
    EXPECT_EQ(deployed(), "other:lonely");
}

TEST_F(DeploymentPlans, MakeBaseRolesFirstAndOnce) {
    plan("base_roles: true\npackages: [app]\n");
    const auto dry = expect_ok({"deploy", "--dry-run"});
    EXPECT_THAT(dry.err, HasSubstr("base roles would be made"));
    EXPECT_EQ(role_count(), "0");
    EXPECT_THAT(expect_ok({"deploy"}).err, HasSubstr("/postgres:\n  + "));
    EXPECT_EQ(role_count(), "3");
    EXPECT_THAT(expect_ok({"deploy"}).err, HasSubstr("base roles: as they should be"));
    expect_ok({"revert", "--yes"});
    EXPECT_EQ(role_count(), "3");
}

TEST_F(DeploymentPlans, KeepBaseRolesWhenAScriptFailsAndSaySo) {
    plan("base_roles: true\npackages: [app]\n");
    write_file(dir / "packages/app/deploy/accounts.sql", "SELECT 1 / 0;\n");
    const auto result = pgmeta({"deploy"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("Nothing was deployed"));
    EXPECT_THAT(result.err, HasSubstr("The base roles stay"));
    EXPECT_EQ(role_count(), "3");
    EXPECT_EQ(database.value("SELECT to_regclass('\"base/schema\"') IS NULL"), "t");
}

TEST_F(DeploymentPlans, MakeNoRolesForADeploymentThatCannotBegin) {
    plan("base_roles: true\npackages: [app]\n");
    std::filesystem::remove(dir / "packages/app/deploy/accounts.sql");
    const auto result = pgmeta({"deploy"});
    EXPECT_EQ(result.exit_code, 3) << result.err;
    EXPECT_THAT(result.err, Not(HasSubstr("The base roles stay")));
    EXPECT_EQ(role_count(), "0");
}

TEST_F(DeploymentPlans, SettingsAndVariablesHoldInScripts) {
    plan(
        "packages: [app]\nvariables: {tier: it's; gold}\n"
        "settings: {search_path: \"public, pg_temp\"}\n");
    const auto result = expect_ok({"deploy"});
    EXPECT_THAT(result.err, HasSubstr("variables: tier = it's; gold"));
    EXPECT_EQ(database.query("SELECT tier, path FROM tier"),
              (Rows{{"it's; gold", "public, pg_temp"}}));
}

TEST_F(DeploymentPlans, SettingsThatTheServerRefusesHaveTheirPlace) {
    plan("packages: [app]\nsettings:\n  work_mem: 64MB\n  wrk_mem: 64MB\n");
    const auto result = pgmeta({"deploy"});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_THAT(result.err, HasSubstr("error[setting-refused]"));
    EXPECT_THAT(result.err, HasSubstr("plans/shop.yaml:4:12"));
    EXPECT_EQ(database.value("SELECT to_regclass('tier') IS NULL"), "t");
}

TEST_F(DeploymentPlans, VerifyWhatThePlanSays) {
    write_file(dir / "packages/base/verify/schema.sql", "SELECT 1 / 0;\n");
    plan("packages: [app]\n");
    EXPECT_EQ(pgmeta({"deploy"}).exit_code, 1);
    plan("packages: [app]\nverify: [app]\n");
    expect_ok({"deploy"});
    EXPECT_THAT(expect_ok({"verify"}).out, HasSubstr("1 passed, 0 failed"));
    plan("packages: [app]\nverify: false\n");
    expect_ok({"revert", "--yes"});
    expect_ok({"deploy"});
    EXPECT_EQ(pgmeta({"verify"}).exit_code, 1) << "asked for, everything is verified";
}

TEST_F(DeploymentPlans, ProblemsInTheFileAreShownWithTheirPlaces) {
    plan("packags: [app]\nverify: maybe\n");
    const auto result = pgmeta({"deploy"});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_THAT(result.err, HasSubstr("plans/shop.yaml:1:1"));
    EXPECT_THAT(result.err, HasSubstr("did you mean `packages`?"));
    EXPECT_THAT(result.err, HasSubstr("plans/shop.yaml:2:9"));
}

TEST_F(DeploymentPlans, AreNotMixedWithPackages) {
    plan("packages: [app]\n");
    for (const Arguments& arguments :
         {Arguments{"deploy", "app"}, Arguments{"deploy", "--no-recursive"},
          Arguments{"revert", "--yes", "--to", "@v1"}, Arguments{"verify", "app"}}) {
        const auto result = pgmeta(arguments);
        EXPECT_EQ(result.exit_code, 2) << arguments.front();
        EXPECT_THAT(result.err, HasSubstr("error[options-contradict]"));
    }
}

TEST_F(DeploymentPlans, TellJsonWhatTheyResolvedTo) {
    plan("base_roles: true\npackages: [app]\n");
    const auto json = nlohmann::json::parse(expect_ok({"deploy", "--json"}).out);
    EXPECT_EQ(json["plan"]["name"], "shop");
    EXPECT_EQ(json["plan"]["file"], "plans/shop.yaml");
    EXPECT_EQ(json["plan"]["packages"], (nlohmann::json{"base", "app"}));
    EXPECT_EQ(json["plan"]["base_roles"], true);
    EXPECT_EQ(json["plan"]["roles_done"].size(), 3U);
}

}  // namespace pgmeta::test

// SPDX-License-Identifier: MIT
#include "pgmeta/pg/connection.hpp"
#include "pgmeta/snapshot/compare.hpp"
#include "pgmeta/snapshot/take.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/paths.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/test_database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

// The deployment plans that pgmeta ships, on empty databases.

namespace pgmeta::test {
namespace {

using testing::HasSubstr;

snapshot::Snapshot snapshot_of(const TestDatabase& database) {
    auto connection = pg::Connection::open(pg::ConnInfo::parse(database.url()));
    return snapshot::take(connection);
}

std::size_t differences(const snapshot::Snapshot& before, const snapshot::Snapshot& after) {
    const auto found = snapshot::compare(before, after);
    return found.added.size() + found.removed.size() + found.changed.size();
}

class ShippedPlan : public testing::TestWithParam<std::string> {
protected:
    ProcessResult pgmeta(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--plan", GetParam(), "--target", database.url()});
        return run_pgmeta(arguments, {.cwd = source_dir()});
    }

    nlohmann::json json_of(std::vector<std::string> arguments) const {
        arguments.emplace_back("--json");
        const auto result = pgmeta(arguments);
        EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
        return nlohmann::json::parse(result.out);
    }

    TestDatabase database;
};

}  // namespace

TEST_P(ShippedPlan, DeploysVerifiesRevertsToNothingAndDeploysAgain) {
    const auto empty = snapshot_of(database);
    const auto deployed = json_of({"deploy"});
    EXPECT_EQ(deployed["plan"]["name"], GetParam());
    EXPECT_GT(deployed["deployed"].size(), 20U);
    const auto full = snapshot_of(database);

    const auto verified = json_of({"verify"});
    EXPECT_EQ(verified["passed"].size(), deployed["deployed"].size());
    EXPECT_EQ(verified["without_script"].size() + verified["not_deployed"].size(), 0U);
    EXPECT_EQ(json_of({"status"})["up_to_date"], true);

    const auto reverted = json_of({"revert", "--yes"});
    EXPECT_EQ(reverted["reverted"].size(), deployed["deployed"].size());
    EXPECT_EQ(database.value("SELECT count(*) FROM pgpm_migrate.changes"), "0");
    // Extensions stay; everything else is as it was.
    database.query("DROP EXTENSION IF EXISTS citext, pgcrypto, \"uuid-ossp\", hstore");
    EXPECT_EQ(differences(empty, snapshot_of(database)), 0U);

    EXPECT_EQ(json_of({"deploy"})["deployed"].size(), deployed["deployed"].size());
    EXPECT_EQ(differences(full, snapshot_of(database)), 0U);
}

INSTANTIATE_TEST_SUITE_P(All,
                         ShippedPlan,
                         testing::Values("metadata", "saas-tenants", "spaces", "everything"),
                         [](const testing::TestParamInfo<std::string>& tested) {
                             auto name = tested.param;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

/// `cmake --install` of the build under test.
class InstalledPlan : public testing::Test {
protected:
    void SetUp() override {
        const auto build = pgmeta_binary().parent_path().parent_path().parent_path();
        const auto installed =
            run({"cmake", "--install", build.string(), "--prefix", prefix.path().string()});
        ASSERT_EQ(installed.exit_code, 0) << installed.out << installed.err;
    }

    ProcessResult pgmeta(std::vector<std::string> arguments,
                         const std::filesystem::path& cwd) const {
        arguments.insert(arguments.begin(), (prefix / "bin/pgmeta").string());
        return run(arguments, {.env = {{"PGMETA_DEV_HOME", (elsewhere / "dev").string()}},
                               .unset = {"PGMETA_SHARE"},
                               .cwd = cwd});
    }

    TempDir prefix;
    TempDir elsewhere;
    TestDatabase database;
};

TEST_F(InstalledPlan, IsFoundFromAnyFolder) {
    for (const auto& folder : {std::filesystem::path{"/"}, elsewhere.path()}) {
        const auto result =
            pgmeta({"deploy", "--plan", "saas-tenants", "--target", database.url()}, folder);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        EXPECT_THAT(result.err, HasSubstr("share/pgmeta/plans/saas-tenants.yaml"));
    }
    EXPECT_EQ(database.value("SELECT count(*) > 0 FROM pgpm_migrate.changes"), "t");
}

TEST_F(InstalledPlan, NamesTheDevDatabaseOutsideAWorkspace) {
    const auto result = pgmeta({"deploy", "--plan", "spaces", "--target", "dev:"}, "/");
    const auto stopped = pgmeta({"dev", "stop"}, "/");
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, HasSubstr("/spaces in "));
    EXPECT_EQ(stopped.exit_code, 0) << stopped.err;
}

TEST_F(InstalledPlan, OfTheWorkspaceComesFirst) {
    write_file(elsewhere / "pgmeta.yaml", "packages: [packages/*]\n");
    write_file(elsewhere / "plans/spaces.yaml", "packages: [mine]\n");
    const auto result =
        pgmeta({"deploy", "--plan", "spaces", "--target", database.url()}, elsewhere.path());
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_THAT(result.err, HasSubstr("plans/spaces.yaml:1:12"));
    EXPECT_THAT(result.err, HasSubstr("error[package-unknown]"));
}

}  // namespace pgmeta::test

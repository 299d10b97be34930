// SPDX-License-Identifier: MIT
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/paths.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/registry.hpp"
#include "pgmeta_test/test_database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

// What `pgmeta install` puts in place is what pgpm finds there.

namespace pgmeta::test {
namespace {

using testing::HasSubstr;

namespace fs = std::filesystem;

std::string from_environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

constexpr auto ledger_sql =
    "SELECT change_id, change_name, package, script_hash, deployed_at::text,"
    " (SELECT count(*)::text FROM pgpm_migrate.events) FROM pgpm_migrate.changes ORDER BY 1";

class InstalledTest : public testing::Test {
protected:
    void SetUp() override {
        const auto modules = interchange_modules();
        if (!modules) GTEST_SKIP() << no_interchange_modules;
        const auto packages = npm_packages();
        if (!packages) GTEST_SKIP() << no_npm_packages;
        modules_ = *modules;
        packages_ = *packages;
    }

    void expect_pgmeta(std::vector<std::string> arguments, const Registry& registry) const {
        const auto result = run_pgmeta(std::move(arguments),
                                       {.env = {{"npm_config_registry", registry.url()},
                                                {"no_proxy", "127.0.0.1"},
                                                {"HOME", (dir_ / "home").string()},
                                                {"XDG_CACHE_HOME", (dir_ / "cache").string()}},
                                        .cwd = root()});
        EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
    }

    void expect_pgpm(const std::string& verb, const TestDatabase& database) const {
        const auto result =
            run({"node", PGMETA_PGPM_DRIVER, verb, root().string(), database.name()},
                {.env = {{"NODE_PATH", modules_.string()},
                         {"PGHOST", "127.0.0.1"},
                         {"PGPORT", from_environment("PGMETA_TEST_TCP_PORT")}}});
        EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
    }

    [[nodiscard]] fs::path root() const { return fs::canonical(dir_.path()) / "w"; }

    TempDir dir_;
    fs::path modules_;
    fs::path packages_;
};

TEST_F(InstalledTest, PgpmHasNothingToDoAfterInstallAndDeploy) {
    const Registry registry{dir_ / "registry", packages_};
    fs::create_directories(dir_ / "w");
    expect_pgmeta({"init", "workspace"}, registry);
    expect_pgmeta({"install", "@pgpm/metaschema-modules"}, registry);
    TestDatabase database;
    expect_pgmeta({"deploy", "--target", database.url()}, registry);
    const auto before = database.query(ledger_sql);
    EXPECT_GT(before.size(), 100U) << "seven packages' changes";
    expect_pgpm("deploy", database);
    EXPECT_EQ(database.query(ledger_sql), before);
    expect_pgpm("verify", database);
}

TEST_F(InstalledTest, PgpmDeploysWhatIsInstalledIntoAPackage) {
    const Registry registry{dir_ / "registry", packages_};
    fs::create_directories(dir_ / "w");
    expect_pgmeta({"init", "workspace"}, registry);
    expect_pgmeta({"init", "package", "own"}, registry);
    expect_pgmeta({"install", "@pgpm/types", "--package", "own"}, registry);
    TestDatabase database;
    expect_pgpm("deploy", database);
    EXPECT_EQ(database.value("SELECT string_agg(package, ' ' ORDER BY package)"
                             " FROM pgpm_migrate.packages"),
              "own pgpm-types pgpm-verify");
    const auto status = run_pgmeta({"status", "--target", database.url()}, {.cwd = root()});
    EXPECT_THAT(status.out, HasSubstr("Nothing to deploy.")) << status.err;
}

}  // namespace
}  // namespace pgmeta::test

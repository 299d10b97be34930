// SPDX-License-Identifier: MIT
#include "../../unit/registry/tarball.hpp"
#include "pgmeta/base/digest.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/ship/bundle.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/test_database.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <unistd.h>

// `deploy FILE.bundle.tar.gz`, in a folder that is no workspace.

namespace pgmeta::test {
namespace {

using Json = nlohmann::ordered_json;
using testing::ElementsAre;
using testing::HasSubstr;
namespace fs = std::filesystem;

class DeployBundleTest : public testing::Test {
protected:
    void SetUp() override {
        WorkspaceBuilder{workspace_.path()}
            .package("people", {"plpgsql"})
            .change("schema", "BEGIN;\nCREATE SCHEMA people;\nCOMMIT;\n", "DROP SCHEMA people;\n",
                    "SELECT 1 / count(*) FROM pg_namespace WHERE nspname = 'people';\n")
            .change("users", "CREATE TABLE people.users (id int);\n", "DROP TABLE people.users;\n",
                    "", {"schema"})
            .tag("v1")
            .package("posts", {"people"})
            .change("posts", "CREATE TABLE people.posts (id int);\n", "DROP TABLE people.posts;\n",
                    "", {"people:@v1"})
            .package("notes", {"people"})
            .change("notes", "CREATE TABLE people.notes (id int);\n", "DROP TABLE people.notes;\n")
            .write();
        const auto result = run_pgmeta({"package", "--output", elsewhere_.path().string()},
                                       {.cwd = workspace_.path()});
        ASSERT_EQ(result.exit_code, 0) << result.err;
    }

    [[nodiscard]] ProcessResult deploy(std::vector<std::string> words) const {
        words.insert(words.begin(), "deploy");
        words.insert(words.end(), {"--target", database_.url()});
        return run_pgmeta(words, {.cwd = elsewhere_.path()});
    }

    [[nodiscard]] ProcessResult in_workspace(std::vector<std::string> words) const {
        words.insert(words.end(), {"--target", database_.url()});
        return run_pgmeta(words, {.cwd = workspace_.path()});
    }

    /// The workspace finds everything of the package deployed, with equal digests.
    [[nodiscard]] bool is_up_to_date(const std::string& package) const {
        const auto status = Json::parse(in_workspace({"status", "--json"}).out);
        for (const auto& found : status["packages"])
            if (found["package"] == package)
                return found["pending"].empty() && found["modified"].empty() &&
                       found["deployed"] == 2;
        return false;
    }

    bool has_table(const std::string& name) {
        return database_.value("SELECT to_regclass('" + name + "') IS NOT NULL") == "t";
    }

    [[nodiscard]] Json read(const std::string& name) const {
        return Json::parse(ship::bundle_text(read_file(elsewhere_ / name), name));
    }

    void write(const std::string& name, const Json& json) const {
        write_file(elsewhere_ / name,
                   Tarball{}.file("pgpm-bundle.json", json.dump(2) + "\n").gzip());
    }

    TempDir workspace_;
    TempDir elsewhere_;
    TestDatabase database_;
    static constexpr auto people = "people--0.0.1.bundle.tar.gz";
};

TEST_F(DeployBundleTest, DeploysWhatTheWorkspaceThenFindsDeployed) {
    const auto result = deploy({people});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, HasSubstr("+ people:schema\n+ people:users\n"));
    EXPECT_TRUE(has_table("people.users"));

    EXPECT_TRUE(is_up_to_date("people"));
    EXPECT_THAT(in_workspace({"deploy", "people"}).out, HasSubstr("Nothing to deploy"));
    EXPECT_EQ(in_workspace({"verify", "people"}).exit_code, 0);
    EXPECT_EQ(database_.query("SELECT script_hash FROM pgpm_migrate.changes ORDER BY deployed_at"),
              (Rows{{sha256_hex(read_file(workspace_ / "packages/people/deploy/schema.sql"))},
                    {sha256_hex(read_file(workspace_ / "packages/people/deploy/users.sql"))}}));
    EXPECT_EQ(in_workspace({"revert", "people", "--yes"}).exit_code, 0);
    EXPECT_FALSE(has_table("people.users"));
}

TEST_F(DeployBundleTest, HasNothingToDoASecondTime) {
    EXPECT_EQ(in_workspace({"deploy", "people"}).exit_code, 0);
    EXPECT_THAT(deploy({people}).out, HasSubstr("Nothing to deploy"));
}

TEST_F(DeployBundleTest, RunsVerifyScripts) {
    auto json = read(people);
    const std::string failing = "SELECT 1 / 0;\n";
    write_file(workspace_ / "packages/people/verify/users.sql", failing);
    ASSERT_EQ(run_pgmeta({"package", "people", "--output", elsewhere_.path().string()},
                         {.cwd = workspace_.path()})
                  .exit_code,
              0);
    const auto result = deploy({people});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr(std::string{people} + "/verify/users.sql:1"));
    EXPECT_FALSE(has_table("people.users"));
}

TEST_F(DeployBundleTest, TakesDryRunAndJson) {
    const auto result = deploy({people, "--dry-run", "--json"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    const auto report = Json::parse(result.out);
    EXPECT_EQ(report["dry_run"], true);
    EXPECT_EQ(report["deployed"].size(), 2U);
    EXPECT_EQ(database_.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'people'"), "0");
}

TEST_F(DeployBundleTest, StopsWhereToldTo) {
    EXPECT_EQ(deploy({people, "--to", "schema"}).exit_code, 0);
    EXPECT_EQ(database_.value("SELECT count(*) FROM pgpm_migrate.changes"), "1");
    EXPECT_EQ(deploy({people, "--to", "nowhere"}).exit_code, 2);
}

TEST_F(DeployBundleTest, DeploysSeveralInTheOrderOfTheirNeeds) {
    const auto alone = deploy({"posts--0.0.1.bundle.tar.gz"});
    EXPECT_EQ(alone.exit_code, 3);
    EXPECT_THAT(alone.err, HasSubstr("error[bundle-missing]"));
    const auto result = deploy({"posts--0.0.1.bundle.tar.gz", "--bundle", people});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_TRUE(has_table("people.posts"));
    EXPECT_EQ(database_.value("SELECT requires FROM pgpm_migrate.dependencies JOIN "
                              "pgpm_migrate.changes USING (change_id) WHERE package = 'posts'"),
              "people:users");
}

TEST_F(DeployBundleTest, TakesAPackageThatIsDeployedForARequirementOfTheControlFile) {
    const std::string notes = "notes--0.0.1.bundle.tar.gz";
    const auto alone = deploy({notes});
    EXPECT_EQ(alone.exit_code, 1);
    EXPECT_THAT(alone.err, HasSubstr("error[extension-unavailable]"));
    EXPECT_THAT(alone.err, HasSubstr("`--bundle FILE`"));
    EXPECT_EQ(deploy({people}).exit_code, 0);
    EXPECT_EQ(deploy({notes}).exit_code, 0);
    EXPECT_TRUE(has_table("people.notes"));
}

TEST_F(DeployBundleTest, RefusesATamperedBundle) {
    auto json = read(people);
    json["changes"][1]["deploy"]["sql"] = "CREATE TABLE public.stolen (id int);\n";
    write("people.tar.gz", json);
    const auto result = deploy({"people.tar.gz"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("error[bundle-tampered]"));
    EXPECT_FALSE(has_table("public.stolen"));
    EXPECT_EQ(database_.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'pgpm_migrate'"),
              "0");
}

TEST_F(DeployBundleTest, NeverRunsTheExecutableCopy) {
    // Every digest is right: whoever made this bundle wanted another thing run than is reviewed.
    auto json = read(people);
    auto& change = json["changes"][1];
    const std::string other = "CREATE TABLE public.stolen (id int);\n";
    change["exec"] = {{"sql", other}, {"digest", sha256_hex(other)}};
    const auto digest = [&](const char* kind) {
        return change[kind].is_null() ? "" : change[kind]["digest"].get<std::string>();
    };
    change["digest"] = sha256_hex("users\n" + digest("deploy") + "\n" + digest("revert") + "\n" +
                                  digest("verify") + "\n" + sha256_hex(other));
    json["manifest"]["digest"] = sha256_hex(json["plan"].get<std::string>() + "\n" +
                                            json["control"]["content"].get<std::string>() + "\n" +
                                            json["changes"][0]["digest"].get<std::string>() + "\n" +
                                            change["digest"].get<std::string>());
    write("people.tar.gz", json);
    const auto result = deploy({"people.tar.gz"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_FALSE(has_table("public.stolen"));
    EXPECT_TRUE(has_table("people.users"));
    EXPECT_TRUE(is_up_to_date("people"));
}

TEST_F(DeployBundleTest, RefusesAChangedScriptOfADeployedChange) {
    EXPECT_EQ(deploy({people}).exit_code, 0);
    write_file(workspace_ / "packages/people/deploy/users.sql",
               "CREATE TABLE people.users (id bigint);\n");
    ASSERT_EQ(run_pgmeta({"package", "people", "--output", elsewhere_.path().string()},
                         {.cwd = workspace_.path()})
                  .exit_code,
              0);
    const auto result = deploy({people});
    EXPECT_EQ(result.exit_code, 4);
    EXPECT_THAT(result.err, HasSubstr(std::string{people} + "/deploy/users.sql"));
}

TEST_F(DeployBundleTest, LeavesNoScriptsBehind) {
    TempDir temporary;
    const auto result =
        run_pgmeta({"deploy", people, "--target", database_.url()},
                   {.env = {{"TMPDIR", temporary.path().string()}}, .cwd = elsewhere_.path()});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_TRUE(fs::is_empty(temporary.path()));
}

TEST_F(DeployBundleTest, RemovesWhatAKilledOneLeftAndNothingElse) {
    TempDir temporary;
    const auto left = temporary / "pgmeta-bundle-killed";
    const auto used = temporary / "pgmeta-bundle-in-use";
    write_file(left / "0/deploy/a.sql", "SELECT 1;\n");
    write_file(used / "0/deploy/a.sql", "SELECT 1;\n");
    write_file(temporary / "other/a.sql", "SELECT 1;\n");
    fs::create_directory_symlink(temporary / "other", temporary / "pgmeta-bundle-link");
    // Who uses a folder holds a lock on it.
    const int descriptor = ::open(used.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    ASSERT_EQ(::flock(descriptor, LOCK_EX | LOCK_NB), 0);
    const auto result =
        run_pgmeta({"deploy", people, "--target", database_.url()},
                   {.env = {{"TMPDIR", temporary.path().string()}}, .cwd = elsewhere_.path()});
    ::close(descriptor);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_FALSE(fs::exists(left));
    EXPECT_TRUE(fs::exists(used / "0/deploy/a.sql"));
    EXPECT_TRUE(fs::exists(temporary / "other/a.sql"));
}

TEST_F(DeployBundleTest, ContradictsOptionsThatNeedAWorkspace) {
    EXPECT_EQ(deploy({people, "--plan", "x"}).exit_code, 2);
    EXPECT_EQ(deploy({people, "--cached", "--createdb"}).exit_code, 2);
    EXPECT_EQ(deploy({"none.bundle.tar.gz"}).exit_code, 1);
}

TEST_F(DeployBundleTest, PackageWritesAllFilesOfAllPackagesOrNone) {
    write_file(workspace_ / "packages/posts/sql", "in the way");
    const auto makefile = workspace_ / "packages/people/Makefile";
    write_file(makefile, "EXTENSION = people\nDATA = sql/people--0.sql\n");
    const auto result = run_pgmeta({"package"}, {.cwd = workspace_.path()});
    EXPECT_EQ(result.exit_code, 1) << result.out;
    EXPECT_THAT(result.err, HasSubstr("error[file-unwritable]"));
    EXPECT_FALSE(fs::exists(workspace_ / "packages/people/sql"));
    EXPECT_FALSE(fs::exists(workspace_ / "packages/notes/sql"));
    EXPECT_EQ(read_file(makefile), "EXTENSION = people\nDATA = sql/people--0.sql\n");
    fs::remove(workspace_ / "packages/posts/sql");
    EXPECT_EQ(run_pgmeta({"package"}, {.cwd = workspace_.path()}).exit_code, 0);
    EXPECT_TRUE(fs::exists(workspace_ / "packages/people/sql"));
}

TEST_F(DeployBundleTest, PackageRefusesWhatCouldNotBeDeployed) {
    const auto plan = workspace_ / "packages/posts/pgpm.plan";
    auto text = read_file(plan);
    text.replace(text.find("people:@v1"), 10, "people:@v9");
    write_file(plan, text);
    const auto result = run_pgmeta({"package", "posts"}, {.cwd = workspace_.path()});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_THAT(result.err, HasSubstr("error[requirement-unknown]"));
    EXPECT_FALSE(fs::exists(workspace_ / "packages/posts/sql"));
    EXPECT_EQ(run_pgmeta({"package", "people"}, {.cwd = workspace_.path()}).exit_code, 0);
}

TEST_F(DeployBundleTest, PackageLeavesInstalledPackagesAlone) {
    fs::create_directories(workspace_ / "extensions");
    fs::rename(workspace_ / "packages/people", workspace_ / "extensions/people");
    const auto named = run_pgmeta({"package", "people"}, {.cwd = workspace_.path()});
    EXPECT_EQ(named.exit_code, 2);
    EXPECT_THAT(named.err, HasSubstr("error[package-installed]"));
    EXPECT_EQ(run_pgmeta({"package"}, {.cwd = workspace_.path()}).exit_code, 0);
    EXPECT_FALSE(fs::exists(workspace_ / "extensions/people/sql"));
    EXPECT_TRUE(fs::exists(workspace_ / "packages/posts/sql"));
}

TEST_F(DeployBundleTest, CheckTellsWhetherThePackageIsPackaged) {
    const auto package = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"package", "people"});
        return run_pgmeta(words, {.cwd = workspace_.path()});
    };
    const auto before = package({"--check"});
    EXPECT_EQ(before.exit_code, 4);
    EXPECT_THAT(before.out, HasSubstr("people--0.0.1.sql (missing)"));
    EXPECT_FALSE(fs::exists(workspace_ / "packages/people/sql"));
    EXPECT_EQ(package({}).exit_code, 0);
    EXPECT_EQ(package({"--check"}).exit_code, 0);
    const auto sql = workspace_ / "packages/people/sql/people--0.0.1.sql";
    write_file(sql, read_file(sql) + "DROP TABLE people.users;\n");
    const auto json = package({"--check", "--json"});
    EXPECT_EQ(json.exit_code, 4);
    EXPECT_EQ(Json::parse(json.out)["packages"][0]["files"][0]["before"], "different");
}

}  // namespace
}  // namespace pgmeta::test

// SPDX-License-Identifier: MIT
#include "issues.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/workspace/workspace.hpp"
#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pgmeta::workspace {

namespace fs = std::filesystem;

namespace {

using test::Issues;
using test::TempDir;
using test::write_file;
using testing::AllOf;
using testing::HasSubstr;
using Names = std::vector<std::string>;

/// Plan, control file and package.json (npm name @acme/NAME, version 1.2.3) of a package.
void write_package(const fs::path& directory, const std::string& name) {
    write_file(directory / "pgpm.plan", fmt::format("%project={}\na\n", name));
    write_file(directory / (name + ".control"),
               "default_version = '0.1.0'\nrequires = 'plpgsql'\n");
    write_file(directory / "package.json",
               fmt::format("{{\"name\": \"@acme/{}\", \"version\": \"1.2.3\"}}", name));
}

Names names_of(const Workspace& workspace) {
    Names names;
    for (const auto& package : workspace.packages)
        names.push_back(package->name);
    return names;
}

Names loaded_names(const fs::path& start) {
    Diagnostics problems;
    const auto workspace = load(start, problems);
    EXPECT_EQ(test::issues(problems), Issues{});
    return names_of(workspace);
}

Diagnostics problems_of(const fs::path& start) {
    Diagnostics problems;
    load(start, problems);
    return problems;
}

}  // namespace

TEST(Load, FindsTheWorkspaceFromAnyFolderInside) {
    const TempDir dir;
    write_file(dir / "pgmeta.yaml", "packages: [packages/*]\n");
    write_package(dir / "packages/shop", "shop");
    fs::create_directories(dir / "packages/shop/deploy/tables");
    Diagnostics problems;
    const auto workspace = load(dir / "packages/shop/deploy/tables", problems);
    EXPECT_EQ(workspace.root, dir.path());
    ASSERT_NE(workspace.current, nullptr);
    EXPECT_EQ(workspace.current->name, "shop");
    EXPECT_EQ(load(dir / "packages", problems).current, nullptr);
    EXPECT_TRUE(problems.empty());
}

TEST(Load, DoesNotTakeANameForAPrefixOfAnother) {
    const TempDir dir;
    write_file(dir / "pgmeta.yaml", "");
    write_package(dir / "packages/foo", "foo");
    fs::create_directories(dir / "packages/foobar");
    Diagnostics problems;
    EXPECT_EQ(load(dir / "packages/foobar", problems).current, nullptr);
}

TEST(Load, ReadsAllThreeNamesAndTheVersion) {
    const TempDir dir;
    write_file(dir / "pgpm.json", R"({"packages": ["packages/*"]})");
    write_package(dir / "packages/x", "shop");
    Diagnostics problems;
    const auto workspace = load(dir.path(), problems);
    const auto* shop = workspace.find("shop");
    ASSERT_NE(shop, nullptr);
    EXPECT_EQ(workspace.find("@acme/shop"), shop);
    EXPECT_EQ(shop->npm_name, "@acme/shop");
    EXPECT_EQ(shop->version, "1.2.3");
    EXPECT_EQ(shop->control.requirements.at(0).name, "plpgsql");
    EXPECT_EQ(workspace.find("x"), nullptr);
}

TEST(Load, TakesTheVersionOfTheControlFileWithoutPackageJson) {
    const TempDir dir;
    write_file(dir / "pgmeta.yaml", "");
    write_package(dir / "packages/shop", "shop");
    fs::remove(dir / "packages/shop/package.json");
    Diagnostics problems;
    EXPECT_EQ(load(dir.path(), problems).get("shop").version, "0.1.0");
}

TEST(Load, SpellsScriptsForOpeningAndForMessages) {
    const TempDir dir;
    write_package(dir.path(), "shop");
    Diagnostics problems;
    const auto workspace = load(dir.path(), problems);
    const auto& shop = workspace.get("shop");
    EXPECT_EQ(shop.script(ScriptKind::revert, "t/a"), (dir / "revert/t/a.sql").string());
    EXPECT_THAT(shop.shown_script(ScriptKind::deploy, "t/a"), testing::EndsWith("/deploy/t/a.sql"));
    Package here;
    here.shown_directory = ".";
    EXPECT_EQ(here.shown_script(ScriptKind::verify, "a"), "verify/a.sql");
}

TEST(Load, TakesALonePackageForAWorkspaceOfOne) {
    const TempDir dir;
    write_package(dir / "shop", "shop");
    fs::create_directories(dir / "shop/deploy");
    write_package(dir / "other", "other");
    Diagnostics problems;
    const auto workspace = load(dir / "shop/deploy", problems);
    EXPECT_EQ(names_of(workspace), Names{"shop"});
    EXPECT_EQ(workspace.root, dir / "shop");
    EXPECT_TRUE(workspace.config.file.empty());
    EXPECT_EQ(workspace.current, workspace.packages.front().get());
}

TEST(Load, SaysWhatItLookedForWhenThereIsNoWorkspace) {
    const TempDir dir;
    Diagnostics problems;
    EXPECT_FAILS("workspace-not-found", Fault::usage, load(dir.path(), problems));
    EXPECT_FAILS("directory-unknown", Fault::usage, load(dir / "nowhere", problems));
    try {
        load(dir.path(), problems);
    } catch (const Error& e) {
        EXPECT_THAT(e.message(), AllOf(HasSubstr("pgmeta.yaml"), HasSubstr("pgpm.json"),
                                       HasSubstr("pgpm.plan"), HasSubstr("sqitch.plan")));
        EXPECT_THAT(e.hints().at(0), HasSubstr("-C DIR"));
    }
}

TEST(Load, NeverExecutesAConfigScript) {
    const TempDir dir;
    write_file(dir / "pgpm.config.js", "module.exports = {packages: ['packages/*']}");
    write_package(dir / "packages/shop", "shop");
    Diagnostics problems;
    EXPECT_FAILS("config-js-unsupported", Fault::workspace, load(dir / "packages/shop", problems));
}

TEST(Load, PrefersDataToAConfigScriptAndSaysSo) {
    const TempDir dir;
    write_file(dir / "pgpm.config.js", "");
    write_file(dir / "pgpm.json", "{}");
    write_package(dir / "packages/shop", "shop");
    const auto problems = problems_of(dir.path());
    EXPECT_EQ(test::issues(problems), Issues{"0:0 config-js-unsupported"});
    EXPECT_FALSE(problems.has_errors());
}

TEST(Load, LetsTheNearestWorkspaceWin) {
    const TempDir dir;
    write_file(dir / "pgmeta.yaml", "packages: ['**']\n");
    write_file(dir / "inner/pgpm.json", "{}");
    write_package(dir / "inner/packages/a", "a");
    write_package(dir / "outer", "b");
    EXPECT_EQ(loaded_names(dir / "inner"), Names{"a"});
    EXPECT_EQ(loaded_names(dir.path()), (Names{"a", "b"}));
}

TEST(Load, ExpandsPatterns) {
    const TempDir dir;
    write_file(dir / "pgmeta.yaml", "packages: ['mod-?', 'x/*/db', './y/**', 'z']\n");
    write_package(dir / "mod-a", "mod-a");
    write_package(dir / "mod-bb", "mod-bb");
    write_package(dir / "x/one/db", "one");
    write_package(dir / "x/one/api", "api");
    write_package(dir / "y/deep/er", "deeper");
    write_package(dir / "z", "z");
    EXPECT_EQ(loaded_names(dir.path()), (Names{"deeper", "mod-a", "one", "z"}));
}

TEST(Load, FindsPackagesBelowAMatchedFolder) {
    const TempDir dir;
    write_file(dir / "pgmeta.yaml", "packages: ['group', 'group/**', 'group/*']\n");
    write_package(dir / "group/a", "a");
    write_package(dir / "group/a/nested", "nested");
    write_package(dir / "group/b/c", "c");
    EXPECT_EQ(loaded_names(dir.path()), (Names{"a", "c", "nested"}));
}

TEST(Load, NeverEntersDependenciesHiddenFoldersOrScripts) {
    const TempDir dir;
    write_file(dir / "pgmeta.yaml", "packages: ['**']\n");
    write_package(dir / "a", "a");
    write_package(dir / "a/node_modules/b", "b");
    write_package(dir / ".git/c", "c");
    write_package(dir / "a/.cache/d", "d");
    write_package(dir / "a/deploy/e", "e");
    EXPECT_EQ(loaded_names(dir.path()), Names{"a"});
}

TEST(Load, FollowsALinkThatAPatternMatchesOnceAndNoneBelow) {
    const TempDir dir;
    write_file(dir / "pgmeta.yaml", "");
    write_package(dir / "elsewhere", "linked");
    fs::create_directories(dir / "packages");
    fs::create_directory_symlink(dir / "elsewhere", dir / "packages/one");
    fs::create_directory_symlink(dir / "elsewhere", dir / "packages/two");
    fs::create_directory_symlink(dir.path(), dir / "elsewhere/loop");
    EXPECT_EQ(loaded_names(dir.path()), Names{"linked"});
}

TEST(Load, FindsInstalledPackagesWithAndWithoutScope) {
    const TempDir dir;
    write_file(dir / "pgmeta.yaml", "");
    write_package(dir / "packages/own", "own");
    write_package(dir / "extensions/@pgpm/types", "types");
    write_package(dir / "extensions/plain", "plain");
    Diagnostics problems;
    const auto workspace = load(dir.path(), problems);
    EXPECT_EQ(names_of(workspace), (Names{"own", "plain", "types"}));
    EXPECT_TRUE(workspace.get("types").installed);
    EXPECT_TRUE(workspace.get("plain").installed);
    EXPECT_FALSE(workspace.get("own").installed);
}

TEST(Load, AllowsThePackageInTheWorkspaceFolderItself) {
    const TempDir dir;
    write_file(dir / "pgmeta.yaml", "");
    write_package(dir.path(), "root");
    write_package(dir / "packages/a", "a");
    Diagnostics problems;
    const auto workspace = load(dir.path(), problems);
    EXPECT_EQ(names_of(workspace), (Names{"a", "root"}));
    EXPECT_EQ(workspace.current, workspace.find("root"));
}

TEST(Load, PrefersPgpmPlanToSqitchPlan) {
    const TempDir dir;
    write_package(dir.path(), "shop");
    write_file(dir / "sqitch.plan", "%project=other\n");
    EXPECT_EQ(loaded_names(dir.path()), Names{"shop"});
    fs::remove(dir / "pgpm.plan");
    write_file(dir / "sqitch.plan", "%project=shop\n\nb 2024-03-01T08:00:00Z A <a@b>\n");
    Diagnostics problems;
    EXPECT_NE(load(dir.path(), problems).get("shop").plan.find_change("b"), nullptr);
}

TEST(Load, NeedsNoControlFile) {
    const TempDir dir;
    write_file(dir / "pgpm.plan", "%project=shop\n");
    EXPECT_EQ(loaded_names(dir.path()), Names{"shop"});
}

TEST(Load, WarnsOfFurtherControlFiles) {
    const TempDir dir;
    write_package(dir.path(), "shop");
    write_file(dir / "a.control", "requires = 'b'\n");
    Diagnostics problems;
    const auto workspace = load(dir.path(), problems);
    EXPECT_EQ(test::issues(problems), Issues{"0:0 control-extra"});
    EXPECT_FALSE(problems.has_errors());
    EXPECT_EQ(workspace.get("shop").control.requirements.at(0).name, "plpgsql");
}

TEST(Load, RefusesAControlFileOfAnotherName) {
    const TempDir dir;
    write_package(dir.path(), "shop");
    write_file(dir / "pgpm.plan", "%project=store\n");
    const auto problems = problems_of(dir.path());
    EXPECT_EQ(test::issues(problems), Issues{"0:0 control-mismatch"});
    EXPECT_THAT(test::only_message(problems),
                AllOf(HasSubstr("pgpm.plan"), HasSubstr("shop.control")));
}

TEST(Load, RefusesTwoPackagesOfOneName) {
    const TempDir dir;
    write_file(dir / "pgmeta.yaml", "");
    write_package(dir / "packages/a", "shop");
    write_package(dir / "packages/b", "shop");
    const auto problems = problems_of(dir.path());
    EXPECT_EQ(test::issues(problems), Issues{"1:1 package-duplicate"});
    EXPECT_THAT(test::only_message(problems),
                AllOf(HasSubstr("packages/a/pgpm.plan"), HasSubstr("packages/b/pgpm.plan")));
}

TEST(Load, RefusesAnNpmNameThatIsAnotherPackagesName) {
    const TempDir dir;
    write_file(dir / "pgmeta.yaml", "");
    write_package(dir / "packages/a", "a");
    write_package(dir / "packages/b", "b");
    write_file(dir / "packages/b/package.json", R"({"name": "a"})");
    EXPECT_EQ(test::issues(problems_of(dir.path())), Issues{"1:1 package-duplicate"});
}

TEST(Load, ReportsProblemsOfAllFilesInOneRun) {
    const TempDir dir;
    write_file(dir / "pgmeta.yaml", "nonsense: 1\n");
    write_package(dir / "packages/a", "a");
    write_file(dir / "packages/a/package.json", "{\n\"name\": }");
    write_file(dir / "packages/a/pgpm.plan", "%project=a\nx [y]\n");
    write_package(dir / "packages/b", "b");
    write_file(dir / "packages/b/b.control", "requires = 'x,'\n");
    EXPECT_EQ(test::issues(problems_of(dir.path())),
              (Issues{"2:9 json-syntax", "2:4 requirement-unknown", "1:15 control-syntax",
                      "1:1 config-unknown-key"}));
}

TEST(Load, RefusesNamesAndVersionsThatAreNoText) {
    const TempDir dir;
    write_package(dir.path(), "shop");
    write_file(dir / "package.json", "{\"name\": 1,\n \"version\": []}");
    EXPECT_EQ(test::issues(problems_of(dir.path())), (Issues{"1:2 json-type", "2:2 json-type"}));
}

TEST(Load, KeepsAPackageWithoutProjectForFurtherMessages) {
    const TempDir dir;
    write_package(dir.path(), "shop");
    write_file(dir / "pgpm.plan", "a\n");
    Diagnostics problems;
    EXPECT_EQ(names_of(load(dir.path(), problems)), Names{"shop"});
    EXPECT_EQ(test::issues(problems), Issues{"1:1 project-missing"});
}

TEST(Load, DoesNotTakeAControlFileAloneForAPackage) {
    const TempDir dir;
    write_file(dir / "pgmeta.yaml", "");
    write_file(dir / "packages/x/x.control", "");
    Diagnostics problems;
    EXPECT_EQ(names_of(load(dir.path(), problems)), Names{});
    EXPECT_EQ(test::issues(problems), Issues{"0:0 plan-missing"});
    EXPECT_FALSE(problems.has_errors());
}

TEST(Load, WarnsWhenNoPatternMatchesThePackageWeAreIn) {
    const TempDir dir;
    write_file(dir / "pgmeta.yaml", "");
    write_package(dir / "elsewhere/a", "a");
    EXPECT_EQ(test::issues(problems_of(dir / "elsewhere/a")), Issues{"0:0 package-unlisted"});
}

TEST(Load, WorksInAFolderWithSpacesAndQuotes) {
    const TempDir dir{"it's \"mine\" [x]*"};
    write_file(dir / "pgmeta.yaml", "");
    write_package(dir / "packages/a b", "a");
    EXPECT_EQ(loaded_names(dir.path()), Names{"a"});
}

TEST(LoadConfig, ReportsNothingOutsideAWorkspace) {
    const TempDir dir;
    write_file(dir / "pgpm.config.js", "");
    Diagnostics problems;
    EXPECT_TRUE(load_config(dir.path(), problems).file.empty());
    EXPECT_TRUE(problems.empty());
}

}  // namespace pgmeta::workspace

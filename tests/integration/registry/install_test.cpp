// SPDX-License-Identifier: MIT
#include "installing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// `pgmeta install` as a whole, against a registry on loopback.

namespace pgmeta::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using InstallingTest = Installing;

TEST_F(InstallingTest, ANameTakesTheLatestVersionAndAllItNeeds) {
    publish("@x/base", "1.0.0");
    publish("@x/base", "1.4.0");
    publish("@x/base", "2.0.0");
    publish("@x/top", "3.1.0", {{"@x/base", "^1.0.0"}});
    const auto result = install({"@x/top"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.out,
              "+ @x/base 1.4.0\n+ @x/top 3.1.0\n2 packages installed, 0 removed, 0 unchanged.\n");
    EXPECT_THAT(read(root() / "extensions/@x/base/package.json"), HasSubstr("\"1.4.0\""));
    EXPECT_THAT(read(root() / "pgpm.json"), HasSubstr("\"@x/top\": \"3.1.0\""));
    EXPECT_THAT(read(root() / "pgpm.json"), Not(HasSubstr("@x/base")));
    EXPECT_EQ(pgmeta({"check"}).exit_code, 0);
}

TEST_F(InstallingTest, ARangeOrATagChoosesTheVersion) {
    for (const auto* version : {"1.0.0", "1.2.0", "2.0.0"})
        publish("a", version);
    EXPECT_THAT(install({"a@~1.0"}).out, HasSubstr("+ a 1.0.0\n"));
    EXPECT_THAT(install({"a@^1"}).out, HasSubstr("0 packages installed"))
        << "what is locked stays where it fits";
    EXPECT_THAT(install({"a@latest"}).out, HasSubstr("+ a 2.0.0 (was 1.0.0)\n"));
    const auto none = install({"a@^7"});
    EXPECT_EQ(none.exit_code, 2);
    EXPECT_THAT(none.err, HasSubstr("error[version-missing]"));
    EXPECT_THAT(install({"a@nonsense"}).err, HasSubstr("error[range-malformed]"));
}

TEST_F(InstallingTest, WhatTheLockfileAnswersIsNotAskedOfTheRegistry) {
    publish("@x/base", "1.0.0");
    publish("@x/top", "1.0.0", {{"@x/base", "*"}});
    EXPECT_EQ(install({"@x/top@^1"}).exit_code, 0);
    registry().requests();
    EXPECT_THAT(install({"@x/top@1.x"}).out, HasSubstr("2 unchanged"));
    EXPECT_THAT(install({"@x/base", "--package", "own"}).out, HasSubstr("2 unchanged"));
    EXPECT_THAT(registry().requests(), IsEmpty());
    EXPECT_THAT(read(root() / "pgmeta.lock"),
                AllOf(HasSubstr("\"@x/base\": \"^1.0.0\""), HasSubstr("\"@x/top\": \"1.x\"")));
    EXPECT_THAT(read(root() / "packages/own/own.control"), HasSubstr("x-base"));
}

TEST_F(InstallingTest, APackageBecomesADependencyOfTheOneItIsInstalledInto) {
    publish("@x/a", "1.0.0");
    const auto result = install({"@x/a", "--package", "own"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(read(root() / "packages/own/package.json"), HasSubstr("\"@x/a\": \"1.0.0\""));
    EXPECT_THAT(read(root() / "packages/own/own.control"), HasSubstr("x-a"));
    EXPECT_THAT(read(root() / "pgpm.json"), Not(HasSubstr("@x/a")));
}

TEST_F(InstallingTest, DependenciesWithoutAPlanAreLeftOutAndNotAskedForAgain) {
    registry().publish({"left-pad", "1.0.0", {}, {}, false});
    publish("@x/a", "1.0.0", {{"left-pad", "*"}});
    write_file(root() / "packages/own/package.json",
               R"({"name": "own", "version": "1.0.0", "dependencies": {"left-pad": "^1.0.0"}})");
    EXPECT_EQ(install({"@x/a"}).exit_code, 0);
    EXPECT_FALSE(exists(root() / "extensions/left-pad"));
    const auto lock = read(root() / "pgmeta.lock");
    EXPECT_THAT(lock, HasSubstr("\"withoutPlan\": [\n    \"left-pad\"\n  ]"));
    registry().requests();
    EXPECT_EQ(install({"--frozen"}).exit_code, 0);
    EXPECT_THAT(registry().requests(), IsEmpty());
    EXPECT_THAT(install({"left-pad"}).err, HasSubstr("error[package-without-plan]"));
}

TEST_F(InstallingTest, FromTheLockfileInstallsTheSameBytesElsewhere) {
    publish("@x/base", "1.0.0");
    publish("@x/top", "1.0.0", {{"@x/base", "^1.0.0"}});
    EXPECT_EQ(install({"@x/top"}).exit_code, 0);
    const auto before = files_below(root());
    publish("@x/base", "1.9.0");
    std::filesystem::remove_all(root() / "extensions");
    const auto result = install({});
    EXPECT_THAT(result.out, HasSubstr("+ @x/base 1.0.0\n")) << result.err;
    EXPECT_EQ(files_below(root()), before);
    forget_cache();
    std::filesystem::remove_all(root() / "extensions");
    EXPECT_EQ(install({}).exit_code, 0);
    EXPECT_EQ(files_below(root()), before) << "with a cold cache";
}

TEST_F(InstallingTest, TheLockfileIsTheSameBytesInWhateverOrderAndNamesNoHost) {
    publish("@x/base", "1.0.0");
    publish("@x/one", "1.0.0", {{"@x/base", "^1.0.0"}});
    publish("@x/two", "1.0.0", {{"@x/base", "*"}});
    EXPECT_EQ(install({"@x/one"}).exit_code, 0);
    EXPECT_EQ(install({"@x/two"}).exit_code, 0);
    const auto lock = read(root() / "pgmeta.lock");
    fresh_workspace();
    EXPECT_EQ(install({"@x/two", "@x/one"}).exit_code, 0);
    EXPECT_EQ(read(root() / "pgmeta.lock"), lock);
    EXPECT_THAT(lock, AllOf(Not(HasSubstr("127.0.0.1")), Not(HasSubstr("http"))));
}

TEST_F(InstallingTest, WhatManifestsAskForCountsBeforeItIsLocked) {
    for (const auto* version : {"1.0.0", "1.5.0", "2.0.0"})
        publish("@x/a", version);
    write_file(root() / "packages/own/package.json",
               R"({"name": "own", "version": "1.0.0", "dependencies": {"@x/a": "^1.0.0"}})");
    EXPECT_THAT(install({}).out, HasSubstr("+ @x/a 1.5.0\n"));
    write_file(root() / "packages/own/package.json",
               R"({"name": "own", "version": "1.0.0", "dependencies": {"@x/a": "^2.0.0"}})");
    EXPECT_THAT(install({}).out, HasSubstr("+ @x/a 2.0.0 (was 1.5.0)\n"));
}

TEST_F(InstallingTest, AConflictIsExplainedWithBothChainsAndChangesNothing) {
    publish("@x/base", "1.0.0");
    publish("@x/base", "2.0.0");
    publish("@x/old", "1.0.0", {{"@x/base", "^1.0.0"}});
    publish("@x/middle", "1.0.0", {{"@x/new", "*"}});
    publish("@x/new", "1.0.0", {{"@x/base", "^2.0.0"}});
    EXPECT_EQ(install({"@x/old"}).exit_code, 0);
    const auto before = files_below(root());
    const auto result = install({"@x/middle"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(
        result.err,
        AllOf(HasSubstr("error[version-conflict]"), HasSubstr("`@x/base`"),
              HasSubstr("`^1.0.0` is wanted by: requested → @x/old 1.0.0"),
              HasSubstr("`^2.0.0` is wanted by: requested → @x/middle 1.0.0 → @x/new 1.0.0")));
    EXPECT_EQ(files_below(root()), before);
}

TEST_F(InstallingTest, OfflineWorksFromTheCacheAndOtherwiseSaysWhatIsMissing) {
    publish("@x/base", "1.0.0");
    publish("@x/top", "1.0.0", {{"@x/base", "*"}});
    const auto cold = install({"@x/top", "--offline"});
    EXPECT_EQ(cold.exit_code, 1);
    EXPECT_THAT(cold.err, AllOf(HasSubstr("error[offline-missing]"), HasSubstr("`@x/top`")));
    EXPECT_EQ(install({"@x/top"}).exit_code, 0);
    const auto before = files_below(root());
    registry().stop();
    std::filesystem::remove_all(root() / "extensions");
    EXPECT_EQ(install({"--offline", "--frozen"}).exit_code, 0);
    EXPECT_EQ(files_below(root()), before);
    fresh_workspace();
    EXPECT_EQ(install({"@x/top", "--offline"}).exit_code, 0);
    EXPECT_EQ(read(root() / "pgmeta.lock"), before.at("pgmeta.lock"));
    std::filesystem::remove_all(root() / "extensions");
    forget_cache();
    const auto gone = install({"--offline"});
    EXPECT_THAT(gone.err, HasSubstr("the cache does not have `@x/base@1.0.0`, `@x/top@1.0.0`"));
}

TEST_F(InstallingTest, AnArchiveFromAFolderComesFromThereAgain) {
    registry().publish({"@x/local", "1.0.0"});
    const auto archive = dir() / "shared/local.tgz";
    std::filesystem::create_directories(archive.parent_path());
    std::filesystem::rename(dir() / "registry/x-local-1.0.0.tgz", archive);
    EXPECT_EQ(install({archive.string()}).exit_code, 0);
    EXPECT_THAT(read(root() / "pgmeta.lock"), HasSubstr("\"source\": \"../shared/local.tgz\""));
    std::filesystem::remove_all(root() / "extensions");
    EXPECT_EQ(install({"--frozen"}).exit_code, 0);
    EXPECT_TRUE(exists(root() / "extensions/@x/local/pgpm.plan"));
    std::filesystem::remove_all(root() / "extensions");
    write_file(archive, "not what was locked");
    EXPECT_EQ(install({}).exit_code, 1);
    std::filesystem::remove(archive);
    const auto gone = install({});
    EXPECT_EQ(gone.exit_code, 2);
    EXPECT_THAT(gone.err, AllOf(HasSubstr("error[source-missing]"), HasSubstr("`@x/local` 1.0.0")));
}

TEST_F(InstallingTest, AFolderThatChangedSinceIsRefusedUntilItIsNamedAgain) {
    const auto folder = dir() / "local";
    write_file(folder / "package.json", R"({"name": "@x/local", "version": "1.0.0"})");
    write_file(folder / "pgpm.plan", "%project=local\n");
    EXPECT_EQ(install({folder.string()}).exit_code, 0);
    std::filesystem::remove_all(root() / "extensions");
    write_file(folder / "README.md", "new");
    const auto result = install({});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, AllOf(HasSubstr("error[integrity-mismatch]"),
                                  HasSubstr("`pgmeta install ../local` takes what is there now")));
    EXPECT_EQ(install({folder.string()}).exit_code, 0);
    std::filesystem::create_symlink("package.json", folder / "link");
    const auto link = install({folder.string()});
    EXPECT_THAT(link.err, AllOf(HasSubstr("error[archive-unsafe]"), HasSubstr("`link` is a link"),
                                HasSubstr("put a copy there")));
}

TEST_F(InstallingTest, CheckNamesAnEditedInstalledFileAndInstallPutsItBack) {
    publish("@x/a", "1.0.0");
    EXPECT_EQ(install({"@x/a"}).exit_code, 0);
    const auto before = files_below(root());
    write_file(root() / "extensions/@x/a/deploy/one.sql", "SELECT 2;\n");
    std::filesystem::create_symlink("pgpm.plan", root() / "extensions/@x/a/link");
    const auto check = pgmeta({"check"});
    EXPECT_EQ(check.exit_code, 3);
    EXPECT_THAT(check.out,
                AllOf(HasSubstr("extensions/@x/a/deploy/one.sql: error[installed-changed]"),
                      HasSubstr("this file was edited"),
                      HasSubstr("extensions/@x/a/link: error[installed-changed]")));
    EXPECT_EQ(install({}).exit_code, 0);
    EXPECT_EQ(files_below(root()), before);
}

TEST_F(InstallingTest, APlanThatWasBrokenInPlaceIsPutBack) {
    publish("@x/a", "1.0.0");
    EXPECT_EQ(install({"@x/a"}).exit_code, 0);
    const auto before = files_below(root());
    write_file(root() / "extensions/@x/a/pgpm.plan", "%project=x-a\n\n- nonsense\n");
    EXPECT_EQ(pgmeta({"check"}).exit_code, 3);
    const auto result = install({});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(files_below(root()), before);
    write_file(root() / "packages/own/pgpm.plan", "- nonsense\n");
    EXPECT_THAT(install({}).err, HasSubstr("error[workspace-invalid]"));
}

TEST_F(InstallingTest, FrozenFailsOnEveryKindOfDifference) {
    publish("@x/base", "1.0.0");
    publish("@x/base", "2.0.0");
    publish("@x/a", "1.0.0", {{"@x/base", "^1.0.0"}});
    EXPECT_EQ(install({"@x/a", "--package", "own"}).exit_code, 0);
    EXPECT_EQ(install({"--frozen"}).exit_code, 0);
    const auto good = files_below(root());
    const auto manifest = read(root() / "packages/own/package.json");
    const auto lock = read(root() / "pgmeta.lock");
    const auto expect_refused = [&](const char* what, const std::string& reason) {
        const auto before = files_below(root());
        const auto result = install({"--frozen"});
        EXPECT_EQ(result.exit_code, 4) << what << result.out << result.err;
        EXPECT_THAT(result.err, AllOf(HasSubstr("error[lockfile-differs]"), HasSubstr(reason)))
            << what;
        EXPECT_EQ(files_below(root()), before) << what;
        write_file(root() / "packages/own/package.json", manifest);
        write_file(root() / "pgmeta.lock", lock);
        write_file(root() / "extensions/@x/a/deploy/one.sql", "SELECT 1;\n");
        EXPECT_EQ(files_below(root()), good) << what;
    };
    const auto own = [&](const std::string& dependencies) {
        write_file(
            root() / "packages/own/package.json",
            R"({"name": "own", "version": "1.0.0", "dependencies": {)" + dependencies + "}}");
    };
    own(R"("@x/a": "1.0.0", "@x/base": "^2.0.0")");
    expect_refused("another version is asked for",
                   "packages/own/package.json needs `@x/base` `^2.0.0`: locked 1.0.0");
    own(R"("@x/a": "1.0.0", "@x/more": "*")");
    expect_refused("something more is asked for", "needs `@x/more` `*`: locked nothing");
    std::filesystem::remove(root() / "pgmeta.lock");
    expect_refused("there is no lockfile", "needs `@x/a` `1.0.0`: locked nothing");
    write_file(root() / "pgmeta.lock", replaced(lock, "\"@x/base\": \"^1.0.0\"", ""));
    expect_refused("a locked package is not needed", "nothing needs `@x/base` any more");
    write_file(root() / "pgmeta.lock",
               replaced(lock, "\"@x/base\": \"^1.0.0\"", "\"@x/base\": \"^2.0.0\""));
    expect_refused("the lockfile does not fit together",
                   "`@x/a` 1.0.0 needs `@x/base` `^2.0.0`: locked 1.0.0");
    write_file(root() / "extensions/@x/a/deploy/one.sql", "SELECT 2;\n");
    expect_refused("an installed file was edited", "`extensions/@x/a/deploy/one.sql` was edited");
    const auto named = install({"@x/base@^2", "--frozen"});
    EXPECT_NE(named.exit_code, 0);
    EXPECT_EQ(files_below(root()), good);
}

TEST_F(InstallingTest, UpgradeStaysWithinWhatWasAskedForUnlessToldOtherwise) {
    publish("@x/a", "1.0.0");
    EXPECT_EQ(install({"@x/a", "--package", "own"}).exit_code, 0);
    publish("@x/a", "1.3.0");
    publish("@x/a", "2.0.0");
    EXPECT_THAT(pgmeta({"outdated"}).out, HasSubstr("1.0.0"));
    const auto before = files_below(root());
    EXPECT_THAT(pgmeta({"upgrade", "--dry-run"}).out, HasSubstr("+ @x/a 1.3.0 (was 1.0.0)"));
    EXPECT_EQ(files_below(root()), before);
    EXPECT_THAT(pgmeta({"upgrade"}).out, HasSubstr("+ @x/a 1.3.0 (was 1.0.0)"));
    EXPECT_THAT(read(root() / "packages/own/package.json"), HasSubstr("\"@x/a\": \"1.3.0\""));
    EXPECT_THAT(pgmeta({"upgrade", "@x/a"}).out, HasSubstr("0 packages installed"));
    EXPECT_THAT(pgmeta({"upgrade", "@x/a", "--latest"}).out, HasSubstr("+ @x/a 2.0.0"));
    EXPECT_THAT(read(root() / "packages/own/package.json"), HasSubstr("\"@x/a\": \"2.0.0\""));
    EXPECT_EQ(install({"--frozen"}).exit_code, 0);
    const auto unknown = pgmeta({"upgrade", "@x/b"});
    EXPECT_EQ(unknown.exit_code, 2);
    EXPECT_THAT(unknown.err, HasSubstr("error[package-not-installed]"));
}

TEST_F(InstallingTest, UpgradeNamesTheDeployedChangesThatTheNewVersionAlters) {
    registry().publish({"@x/a",
                        "1.0.0",
                        {},
                        {{"gone", "CREATE TABLE gone ();\n"},
                         {"kept", "CREATE TABLE kept ();\n"},
                         {"other", "CREATE TABLE other ();\n"}}});
    EXPECT_EQ(install({"@x/a"}).exit_code, 0);
    const TestDatabase database;
    const auto deployed = pgmeta({"deploy", "--target", database.url()});
    ASSERT_EQ(deployed.exit_code, 0) << deployed.err;
    registry().publish({"@x/a",
                        "1.1.0",
                        {},
                        {{"kept", "CREATE TABLE kept ();\n"},
                         {"new", "CREATE TABLE new ();\n"},
                         {"other", "CREATE TABLE other (id int);\n"}}});
    const auto before = files_below(root());
    const auto bad = pgmeta({"upgrade", "--target", "host=/nowhere dbname=x"});
    EXPECT_NE(bad.exit_code, 0);
    EXPECT_EQ(files_below(root()), before) << "a target that cannot be asked changes nothing";
    const auto said = pgmeta({"upgrade", "--dry-run", "--target", database.url()});
    EXPECT_EQ(said.exit_code, 0) << said.err;
    EXPECT_THAT(said.out, AllOf(HasSubstr("! x-a:gone is not in the new version\n"),
                                HasSubstr("! x-a:other has another deploy script\n"),
                                Not(HasSubstr("! x-a:kept")), Not(HasSubstr("! x-a:new"))));
    const auto json = pgmeta({"upgrade", "--json", "--target", database.url()});
    EXPECT_THAT(json.out, AllOf(HasSubstr("\"change\": \"gone\""), HasSubstr("\"altered\"")));
}

TEST_F(InstallingTest, WhyListAndInfoTellWhatIsThere) {
    EXPECT_EQ(pgmeta({"list", "--tree"}).out, "No packages of others are installed.\n");
    publish("@x/base", "1.0.0");
    publish("@x/one", "1.0.0", {{"@x/base", "^1.0.0"}});
    publish("@x/two", "1.0.0", {{"@x/one", "*"}, {"@x/base", "1.x"}});
    EXPECT_EQ(install({"@x/two", "--package", "own"}).exit_code, 0);
    EXPECT_EQ(pgmeta({"why", "@x/base"}).out,
              "@x/base 1.0.0\n"
              "  packages/own/package.json → @x/two 1.0.0 (1.0.0) → @x/base 1.0.0 (1.x)\n"
              "  packages/own/package.json → @x/two 1.0.0 (1.0.0) → @x/one 1.0.0 (*) → @x/base "
              "1.0.0 (^1.0.0)\n");
    EXPECT_EQ(pgmeta({"list", "--tree"}).out,
              "packages/own/package.json\n"
              "  @x/two 1.0.0\n"
              "    @x/base 1.0.0\n"
              "    @x/one 1.0.0\n"
              "      @x/base 1.0.0\n");
    EXPECT_THAT(pgmeta({"why", "@x/bas"}).err, HasSubstr("error[package-not-installed]"));
    const auto info = pgmeta({"info", "@x/two"});
    EXPECT_EQ(info.exit_code, 0) << info.err;
    EXPECT_THAT(info.out, AllOf(HasSubstr("version: 1.0.0\ninstalled: 1.0.0\n"),
                                HasSubstr("description: Words about @x/two\n"),
                                HasSubstr("requires: @x/one *")));
    EXPECT_THAT(pgmeta({"info", "@x/none"}).err, HasSubstr("error[package-not-found]"));
}

TEST_F(InstallingTest, DownloadsAreShownOnATerminalOnly) {
    publish("@x/a", "1.0.0");
    registry().answer(R"({"answers": {"/-/x-a-1.0.0.tgz": [{"stall": 0.2}]}})");
    auto options = environment();
    options.pty = true;
    const auto terminal = run_pgmeta({"install", "@x/a"}, options);
    EXPECT_THAT(terminal.out, HasSubstr("downloading 1 of 1"));
    std::filesystem::remove_all(root() / "extensions");
    forget_cache();
    EXPECT_THAT(install({}).err, IsEmpty());
}

}  // namespace
}  // namespace pgmeta::test

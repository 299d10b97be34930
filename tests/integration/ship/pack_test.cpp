// SPDX-License-Identifier: MIT
#include "pgmeta/base/files.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/paths.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/test_database.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>

// `pack`, beside npm itself and beside `install`.

namespace pgmeta::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
namespace fs = std::filesystem;
using Sizes = std::map<std::string, std::size_t>;

class PackCommandTest : public testing::Test {
protected:
    [[nodiscard]] Sizes packed_by_npm(const fs::path& folder) const {
        const auto result =
            run({"npm", "pack", "--dry-run", "--json", "--ignore-scripts", "--offline"},
                {.env = {{"npm_config_cache", (cache_ / "npm").string()},
                         {"npm_config_update_notifier", "false"}},
                 .cwd = folder});
        EXPECT_EQ(result.exit_code, 0) << result.err;
        // A list of packages, or an object of them by name: npm changed its mind.
        const auto report = json::parse(result.out);
        Sizes sizes;
        for (const auto& file : report.begin()->at("files"))
            sizes[file["path"]] = file["size"];
        return sizes;
    }

    static Sizes packed_by_us(const fs::path& folder) {
        const auto result = run_pgmeta({"pack", "--dry-run", "--json"}, {.cwd = folder});
        EXPECT_EQ(result.exit_code, 0) << result.err;
        const auto report = json::parse(result.out);
        Sizes sizes;
        for (const auto& file : report["files"])
            sizes[file["path"]] = file["bytes"];
        return sizes;
    }

    TempDir cache_;
    TempDir dir_;
};

TEST_F(PackCommandTest, TakesTheFilesThatNpmTakesOfOurPackages) {
    for (const auto* name : {"pgmeta-verify", "spaces-rls"}) {
        const auto folder = source_dir() / "packages" / name;
        const auto ours = packed_by_us(folder);
        EXPECT_EQ(ours, packed_by_npm(folder));
        EXPECT_TRUE(ours.contains("pgpm.plan"));
    }
}

TEST_F(PackCommandTest, TakesTheFilesThatNpmTakesWithIgnoreFiles) {
    WorkspaceBuilder{dir_.path()}.package("blog", {"plpgsql"}).change("a/b").write();
    const auto folder = dir_ / "packages/blog";
    write_file(folder / ".npmignore",
               "/test\n*.log\n!keep.log\ndocs/**/*.md\nsecret/\nb[0-9].txt\n");
    for (const auto* path : {"test/a.sql",
                             "deploy/test/c.sql",
                             "x/y.log",
                             "keep.log",
                             "secret/a",
                             "docs/a/b.md",
                             "docs/c.md",
                             "docs/d.txt",
                             "b1.txt",
                             "bx.txt",
                             ".npmrc",
                             "package-lock.json",
                             "node_modules/m/package.json",
                             ".git/config",
                             "README",
                             "LICENSE.md",
                             "a.orig",
                             ".DS_Store",
                             "sql/blog--0.0.1.sql",
                             "sql/.gitignore",
                             ".hidden/x"})
        write_file(folder / path, "x\n");
    fs::create_symlink("README", folder / "link");
    EXPECT_EQ(packed_by_us(folder), packed_by_npm(folder));
}

TEST_F(PackCommandTest, TakesTheFilesThatNpmTakesWithAListOfFiles) {
    WorkspaceBuilder{dir_.path()}
        .package("blog", {"plpgsql"})
        .change("a/b")
        .file("packages/blog/package.json",
              R"({"name": "@me/blog", "version": "1.0.0", "main": "lib/index.js",
                  "bin": {"blog": "./bin/blog.js"},
                  "files": ["deploy", "sql/*.sql", "pgpm.plan", "./verify/", "*.control",
                            "!verify/skip.sql", "Makefile"]})")
        .write();
    const auto folder = dir_ / "packages/blog";
    for (const auto* path : {"lib/index.js", "lib/other.js", "bin/blog.js", "sql/a.sql",
                             "sql/a.tgz", "verify/skip.sql", "verify/c.sql", "Makefile",
                             "README.md", "deploy/.DS_Store", "deploy/.npmignore"})
        write_file(folder / path, "x\n");
    EXPECT_EQ(packed_by_us(folder), packed_by_npm(folder));
}

TEST_F(PackCommandTest, WritesWhatInstallTakes) {
    WorkspaceBuilder{dir_ / "mine"}.package("blog", {"plpgsql"}).change("posts").write();
    const auto packed = run_pgmeta({"pack", "blog"}, {.cwd = dir_ / "mine"});
    ASSERT_EQ(packed.exit_code, 0) << packed.err;
    EXPECT_THAT(packed.out, HasSubstr("Wrote test-blog-0.0.1.tgz"));
    EXPECT_THAT(packed.out, HasSubstr("integrity sha512-"));
    EXPECT_THAT(packed.out, HasSubstr("deploy/posts.sql"));

    write_file(dir_ / "theirs/pgpm.json", R"({"packages": ["packages/*"]})");
    const auto installed =
        run_pgmeta({"install", "../mine/test-blog-0.0.1.tgz"},
                   {.env = {{"XDG_CACHE_HOME", cache_.path().string()}}, .cwd = dir_ / "theirs"});
    ASSERT_EQ(installed.exit_code, 0) << installed.err;
    EXPECT_EQ(read_file(dir_ / "theirs/extensions/@test/blog/deploy/posts.sql"),
              read_file(dir_ / "mine/packages/blog/deploy/posts.sql"));
    TestDatabase database;
    EXPECT_EQ(
        run_pgmeta({"deploy", "--target", database.url()}, {.cwd = dir_ / "theirs"}).exit_code, 0);
    EXPECT_EQ(database.value("SELECT to_regclass('\"blog/posts\"') IS NOT NULL"), "t");
}

TEST_F(PackCommandTest, WritesOnlyWhenToldToAndWhere) {
    WorkspaceBuilder{dir_.path()}.package("blog").change("posts").write();
    const auto pack = [&](std::vector<std::string> words) {
        words.insert(words.begin(), "pack");
        return run_pgmeta(words, {.cwd = dir_.path()});
    };
    const auto dry = pack({"blog", "--dry-run"});
    EXPECT_THAT(dry.out, HasSubstr("Would write test-blog-0.0.1.tgz"));
    EXPECT_FALSE(fs::exists(dir_ / "test-blog-0.0.1.tgz"));
    EXPECT_EQ(pack({"blog", "--output", "a.tgz"}).exit_code, 0);
    EXPECT_EQ(pack({"blog", "--output", "b.tgz"}).exit_code, 0);
    EXPECT_EQ(read_file(dir_ / "a.tgz"), read_file(dir_ / "b.tgz"));
    EXPECT_EQ(pack({"nobody"}).exit_code, 2);
    EXPECT_EQ(pack({"blog", "--output", "none/a.tgz"}).exit_code, 1);
}

}  // namespace
}  // namespace pgmeta::test

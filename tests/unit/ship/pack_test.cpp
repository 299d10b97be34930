// SPDX-License-Identifier: MIT
#include "pgmeta/ship/pack.hpp"

#include "pgmeta/base/digest.hpp"
#include "pgmeta/registry/archive.hpp"
#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace pgmeta::ship {
namespace {

using testing::ElementsAre;
namespace fs = std::filesystem;

class PackTest : public testing::Test {
protected:
    void manifest(const std::string& more = {}) {
        file("package.json", R"({"name": "@me/blog", "version": "1.2.3")" + more + "}");
    }

    void file(const std::string& path, const std::string& text = "x") {
        test::write_file(dir_ / path, text);
    }

    [[nodiscard]] std::vector<std::string> packed() const {
        std::vector<std::string> result;
        for (const auto& entry : packed_files(dir_.path()))
            result.push_back(entry.path);
        return result;
    }

    [[nodiscard]] Tarball make() const {
        workspace::Package package;
        package.directory = dir_.path();
        package.shown_directory = "packages/blog";
        return pack(package);
    }

    test::TempDir dir_;
};

TEST_F(PackTest, TakesEverythingButWhatToolsKeepForThemselves) {
    manifest();
    for (const auto* path :
         {"pgpm.plan", "deploy/a/b.sql", ".git/config", "node_modules/x/y", "deploy/node_modules/z",
          ".npmrc", "package-lock.json", "deploy/a/.b.sql.swp", ".DS_Store", "npm-debug.log",
          "README.md", "a.orig", ".svn/entries", ".hidden/kept"})
        file(path);
    fs::create_symlink("/etc/passwd", dir_ / "link");
    EXPECT_THAT(packed(), ElementsAre(".hidden/kept", "README.md", "deploy/a/b.sql", "package.json",
                                      "pgpm.plan"));
}

TEST_F(PackTest, RefusesNamesAndVersionsThatNpmDoesNotTake) {
    file("package.json", R"({"name": "blog", "version": "../../../evil"})");
    EXPECT_FAILS("npm-version", Fault::workspace, make());
    file("package.json", R"({"name": "blog", "version": "1.0"})");
    EXPECT_FAILS("npm-version", Fault::workspace, make());
    file("package.json", R"({"name": "blog", "version": "v1.0.0 "})");
    EXPECT_FAILS("npm-version", Fault::workspace, make());
    file("package.json", R"({"name": "../blog", "version": "1.0.0"})");
    EXPECT_FAILS("npm-name", Fault::workspace, make());
    file("package.json", R"({"name": "@me/../blog", "version": "1.0.0"})");
    EXPECT_FAILS("npm-name", Fault::workspace, make());
    file("package.json", R"({"name": "@me/blog", "version": "1.0.0-dev.1+build"})");
    EXPECT_EQ(make().file_name, "me-blog-1.0.0-dev.1+build.tgz");
}

TEST_F(PackTest, LeavesOutWhatNpmignoreNames) {
    manifest();
    file(".npmignore", "# tests\r\n/test/\n*.log\nsecret\n!keep.log\ndocs/**/*.md\nb[0-9].txt\n");
    for (const auto* path : {"test/a.sql", "deploy/test/a.sql", "x/y.log", "keep.log", "x/secret/a",
                             "docs/a/b.md", "docs/c.md", "docs/d.txt", "b1.txt", "bx.txt"})
        file(path);
    EXPECT_THAT(packed(), ElementsAre("bx.txt", "deploy/test/a.sql", "docs/d.txt", "keep.log",
                                      "package.json"));
}

TEST_F(PackTest, ReadsGitignoreOnlyWhereThereIsNoNpmignore) {
    manifest();
    file(".gitignore", "sql\n");
    file("sql/a.sql");
    EXPECT_THAT(packed(), ElementsAre("package.json"));
    file(".npmignore", "");
    EXPECT_THAT(packed(), ElementsAre("package.json", "sql/a.sql"));
    file("sql/.npmignore", "a.*\n");
    EXPECT_THAT(packed(), ElementsAre("package.json"));
}

TEST_F(PackTest, TakesOnlyWhatFilesNames) {
    manifest(
        R"(, "main": "./index.js", "files": ["deploy", "sql/*.sql", "pgpm.plan", "./verify/"])");
    file(".npmignore", "deploy\n");
    for (const auto* path : {"deploy/a/b.sql", "deploy/.npmignore", "sql/x.sql", "sql/x.tar.gz",
                             "pgpm.plan", "verify/a.sql", "revert/a.sql", "index.js", "LICENSE",
                             "readme", "copying.txt", "README.md~"})
        file(path);
    EXPECT_THAT(packed(),
                ElementsAre("LICENSE", "copying.txt", "deploy/a/b.sql", "index.js", "package.json",
                            "pgpm.plan", "readme", "sql/x.sql", "verify/a.sql"));
}

TEST_F(PackTest, WritesAnArchiveThatInstallReads) {
    manifest();
    file("pgpm.plan", "%project=blog\n");
    // As long as a path may be: 255 bytes, the last 100 behind a slash.
    const std::string longest = "deploy/" + std::string(139, 'd') + "/" + std::string(100, 'f');
    file(longest, "deep");
    const auto tarball = make();
    EXPECT_EQ(tarball.file_name, "me-blog-1.2.3.tgz");
    EXPECT_EQ(tarball.integrity, sha512_integrity(tarball.archive));
    const auto files = registry::unpack(tarball.archive, "x");
    EXPECT_EQ(files.size(), 3U);
    EXPECT_EQ(files.at("pgpm.plan"), "%project=blog\n");
    EXPECT_EQ(files.at(longest), "deep");
}

TEST_F(PackTest, RefusesAPathThatNoArchiveHolds) {
    manifest();
    file("deploy/" + std::string(101, 'f'));
    EXPECT_FAILS("path-too-long", Fault::workspace, make());
}

TEST_F(PackTest, WritesTheSameBytesWhateverTheTimes) {
    manifest();
    file("pgpm.plan");
    const auto first = make().archive;
    fs::last_write_time(dir_ / "pgpm.plan",
                        fs::file_time_type::clock::now() - std::chrono::hours{99});
    EXPECT_EQ(make().archive, first);
}

TEST_F(PackTest, NeedsANameAndAVersion) {
    EXPECT_FAILS("manifest-incomplete", Fault::workspace, make());
    for (const auto* text : {"{}", "[", R"({"name": "a"})", R"({"version": "1"})", "7"}) {
        file("package.json", text);
        EXPECT_FAILS("manifest-incomplete", Fault::workspace, make()) << text;
    }
}

}  // namespace
}  // namespace pgmeta::ship

// SPDX-License-Identifier: MIT
#include "pgmeta/ship/package.hpp"

#include "pgmeta/base/files.hpp"
#include "pgmeta/ship/bundle.hpp"
#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <sys/stat.h>

namespace pgmeta::ship {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

class PackageFilesTest : public testing::Test {
protected:
    void SetUp() override {
        builder_.package("blog", {"plpgsql"})
            .change("schema", "BEGIN;\nCREATE SCHEMA blog;\nCOMMIT;\n", "DROP SCHEMA blog;\n")
            .tag("v1.0.0")
            .change("posts", "CREATE EXTENSION IF NOT EXISTS citext;\nCREATE TABLE blog.posts ();",
                    "DROP TABLE blog.posts;\n", "", {"schema"})
            .tag("v2")
            .change("tags", "CREATE TABLE blog.tags ();\n", "DROP TABLE blog.tags;\n")
            .file("packages/blog/package.json", R"({"name": "@me/blog", "version": "3.0.0"})")
            .file("packages/blog/Makefile",
                  "EXTENSION = blog\nDATA = sql/blog--0.0.1.sql\n\nPG_CONFIG = pg_config\n")
            .write();
    }

    Shipment make(const PackageOptions& options = {}) {
        const auto workspace = workspace::load(dir_.path(), problems_);
        return package_files(workspace, workspace.get("blog"), options, problems_);
    }

    PackageOptions upgrade(const std::string& from, const std::string& to = {}) {
        const auto workspace = workspace::load(dir_.path(), problems_);
        PackageOptions options;
        options.from = milestone(workspace.get("blog"), from);
        if (!to.empty()) options.to = milestone(workspace.get("blog"), to);
        return options;
    }

    [[nodiscard]] std::vector<std::string> ids() const {
        std::vector<std::string> result;
        for (const auto& problem : problems_.sorted())
            result.push_back(problem.id);
        return result;
    }

    static std::vector<std::string> names(const Shipment& shipment) {
        std::vector<std::string> result;
        for (const auto& file : shipment.files)
            result.push_back(file.path.filename().string());
        return result;
    }

    static std::string content(const Shipment& shipment, std::string_view name) {
        for (const auto& file : shipment.files)
            if (file.path.filename() == name) return file.content;
        ADD_FAILURE() << "no file " << name;
        return {};
    }

    static void write(const Shipment& shipment) {
        FileEdit edit;
        for (const auto& file : shipment.files)
            add_to(edit, file);
        edit.commit();
    }

    test::TempDir dir_;
    test::WorkspaceBuilder builder_{dir_.path()};
    fs::path blog_ = dir_ / "packages/blog";
    Diagnostics problems_;
};

TEST_F(PackageFilesTest, AreTheExtensionTheBundleTheControlFileAndTheMakefile) {
    const auto shipment = make();
    EXPECT_THAT(names(shipment), ElementsAre("blog--3.0.0.sql", "blog--3.0.0.bundle.tar.gz",
                                             "blog.control", "Makefile"));
    EXPECT_EQ(content(shipment, "blog--3.0.0.sql"),
              "\\echo Use \"CREATE EXTENSION blog\" to load this file. \\quit\n"
              "\n-- blog:schema\n-- Deploy blog:schema\n\nCREATE SCHEMA blog;\n"
              "\n-- blog:posts\n-- Deploy blog:posts\n\nCREATE TABLE blog.posts ();\n"
              "\n-- blog:tags\n-- Deploy blog:tags\n\nCREATE TABLE blog.tags ();\n");
    EXPECT_FALSE(problems_.has_errors());
}

TEST_F(PackageFilesTest, RequireTheExtensionsThatScriptsCreate) {
    EXPECT_THAT(content(make(), "blog.control"), HasSubstr("requires = 'plpgsql,citext'"));
    EXPECT_THAT(content(make(), "blog.control"), HasSubstr("default_version = '3.0.0'"));
}

TEST_F(PackageFilesTest, RequireThePackagesThatThePlanNames) {
    builder_.package("wall").change("bricks", {"blog:posts"}).write();
    test::write_file(dir_ / "packages/wall/wall.control", "default_version = '1'\n");
    const auto workspace = workspace::load(dir_.path(), problems_);
    const auto shipment = package_files(workspace, workspace.get("wall"), {}, problems_);
    EXPECT_THAT(content(shipment, "wall.control"), HasSubstr("requires = 'blog'"));
}

TEST_F(PackageFilesTest, KeepTheMakefileApartFromItsData) {
    test::write_file(blog_ / "sql/blog--1.0.0.sql", "-- old\n");
    test::write_file(blog_ / "sql/blog--1.0.0--2.0.0.sql", "-- old\n");
    test::write_file(blog_ / "sql/blogs--1.0.0.sql", "-- somebody else's\n");
    EXPECT_EQ(content(make(), "Makefile"),
              "EXTENSION = blog\nDATA = sql/blog--3.0.0.sql\nDATA += sql/blog--1.0.0--2.0.0.sql\n"
              "DATA += sql/blog--1.0.0.sql\n\nPG_CONFIG = pg_config\n");
    write(make());
    EXPECT_EQ(read_file(blog_ / "sql/blog--1.0.0.sql"), "-- old\n");
    EXPECT_TRUE(fs::exists(blog_ / "sql/blogs--1.0.0.sql"));
}

TEST_F(PackageFilesTest, AreAsWrittenUntilAScriptChanges) {
    write(make());
    for (const auto& file : make().files)
        EXPECT_EQ(state_of(file), FileState::same) << file.path;
    test::write_file(blog_ / "revert/tags.sql", "DROP TABLE blog.tags CASCADE;\n");
    std::vector<std::string> different;
    for (const auto& file : make().files)
        if (state_of(file) == FileState::different)
            different.push_back(file.path.filename().string());
    EXPECT_THAT(different, ElementsAre("blog--3.0.0.bundle.tar.gz"));
    fs::remove(blog_ / "sql/blog--3.0.0.sql");
    EXPECT_EQ(state_of(make().files.front()), FileState::missing);
}

TEST_F(PackageFilesTest, AreTheSameBytesWhateverTheFilesTimesAndModes) {
    const auto first = make();
    const auto mask = ::umask(0077);
    for (const auto& entry : fs::recursive_directory_iterator{blog_}) {
        if (!entry.is_regular_file()) continue;
        fs::permissions(entry.path(), fs::perms::owner_all);
        fs::last_write_time(entry.path(), fs::file_time_type::clock::now() - std::chrono::hours{9});
    }
    const auto second = make();
    ::umask(mask);
    ASSERT_EQ(first.files.size(), second.files.size());
    for (std::size_t i = 0; i < first.files.size(); ++i)
        EXPECT_EQ(first.files[i].content, second.files[i].content) << first.files[i].path;
}

TEST_F(PackageFilesTest, HoldTheUpgradeFromATag) {
    test::write_file(blog_ / "sql/blog--1.0.0.sql", "-- shipped\n");
    const auto shipment = make(upgrade("@v1.0.0"));
    EXPECT_EQ(content(shipment, "blog--1.0.0--3.0.0.sql"),
              "\\echo Use \"ALTER EXTENSION blog UPDATE TO '3.0.0'\" to load this file. \\quit\n"
              "\n-- blog:posts\n-- Deploy blog:posts\n\nCREATE TABLE blog.posts ();\n"
              "\n-- blog:tags\n-- Deploy blog:tags\n\nCREATE TABLE blog.tags ();\n");
    EXPECT_THAT(content(shipment, "Makefile"), HasSubstr("DATA += sql/blog--1.0.0--3.0.0.sql\n"));
    EXPECT_THAT(ids(), ElementsAre());
}

TEST_F(PackageFilesTest, AreOnlyTheUpgradeBetweenTwoTags) {
    const auto shipment = make(upgrade("@v1.0.0", "v2"));
    EXPECT_THAT(names(shipment), ElementsAre("blog--1.0.0--2.sql"));
    EXPECT_THAT(shipment.files.front().content, Not(HasSubstr("blog.tags")));
    EXPECT_THAT(ids(), ElementsAre("upgrade-base-missing"));
}

TEST_F(PackageFilesTest, RefuseAnUpgradeThatGoesNowhere) {
    EXPECT_FAILS("upgrade-empty", Fault::usage, make(upgrade("@v2", "@v1.0.0")));
    EXPECT_FAILS("tag-unknown", Fault::usage, make(upgrade("@v9")));
    auto same = upgrade("@v1.0.0");
    same.from->version = "3.0.0";
    EXPECT_FAILS("upgrade-empty", Fault::usage, make(same));
}

TEST_F(PackageFilesTest, GoElsewhereWithTheControlFileAndLeaveThePackageAlone) {
    PackageOptions options;
    options.output = dir_ / "out";
    const auto shipment = make(options);
    EXPECT_THAT(names(shipment),
                ElementsAre("blog--3.0.0.sql", "blog--3.0.0.bundle.tar.gz", "blog.control"));
    for (const auto& file : shipment.files)
        EXPECT_EQ(file.path.parent_path(), options.output);
}

TEST_F(PackageFilesTest, NeedAVersionAndAControlFile) {
    builder_.file("packages/blog/package.json", R"({"name": "@me/blog", "version": "1--2"})")
        .write();
    make();
    EXPECT_THAT(ids(), ElementsAre("version-refused"));
    problems_ = {};
    fs::remove(blog_ / "blog.control");
    make();
    EXPECT_THAT(ids(), ElementsAre("control-missing"));
    problems_ = {};
    fs::remove(blog_ / "package.json");
    test::write_file(blog_ / "blog.control", "comment = 'x'\n");
    make();
    EXPECT_THAT(ids(), ElementsAre("version-missing"));
}

TEST_F(PackageFilesTest, ShowWhereAScriptCannotBeShipped) {
    test::write_file(blog_ / "deploy/tags.sql", "SELECT 1;\n  COPY a FROM STDIN;\n1\n\\.\n");
    fs::remove(blog_ / "deploy/schema.sql");
    make();
    EXPECT_THAT(ids(), testing::UnorderedElementsAre("extension-copy-data", "script-missing"));
    const auto problems = problems_.sorted();
    const auto copy = std::find_if(problems.begin(), problems.end(), [](const auto& problem) {
        return problem.id == "extension-copy-data";
    });
    EXPECT_EQ(copy->where.line, 2);
    EXPECT_EQ(copy->where.column, 3);
}

}  // namespace
}  // namespace pgmeta::ship

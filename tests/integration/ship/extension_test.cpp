// SPDX-License-Identifier: MIT
#include "pgmeta/base/files.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/paths.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/test_database.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

// What `package` writes, loaded by CREATE EXTENSION in a server whose folders are the tests' own.

namespace pgmeta::test {
namespace {

namespace fs = std::filesystem;

/// Leaves every member where it is and takes only the membership away: a snapshot leaves the
/// members of extensions out, and what a deployment makes belongs to none.
constexpr auto free_members = R"(
DO $$
DECLARE
  member record;
  names text := '';
BEGIN
  FOR member IN
    SELECT e.extname, o.type, o.identity
    FROM pg_extension AS e
    JOIN pg_depend AS d ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
      AND d.deptype = 'e'
    CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, 0) AS o
    WHERE e.extname = ANY ($1)
  LOOP
    EXECUTE format('ALTER EXTENSION %I DROP %s %s', member.extname, member.type, member.identity);
  END LOOP;
  SELECT string_agg(quote_ident(extname), ', ') INTO names FROM pg_extension
  WHERE extname = ANY ($1);
  EXECUTE 'DROP EXTENSION ' || names;
END
$$)";

class ExtensionTest : public testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(fs::is_directory(folder_)); }

    void TearDown() override {
        for (const auto& file : installed_)
            fs::remove(file);
    }

    /// Writes the packages of a workspace and installs them into the server.
    void install(const fs::path& workspace, const std::vector<std::string>& packages) {
        TempDir out;
        std::vector<std::string> words{"package"};
        words.insert(words.end(), packages.begin(), packages.end());
        words.insert(words.end(), {"--output", out.path().string()});
        const auto result = run_pgmeta(words, {.cwd = workspace});
        ASSERT_EQ(result.exit_code, 0) << result.err;
        add_files(out.path());
    }

    void add_files(const fs::path& from) {
        for (const auto& entry : fs::directory_iterator{from}) {
            const auto extension = entry.path().extension();
            if (extension != ".sql" && extension != ".control") continue;
            const auto file = folder_ / entry.path().filename();
            fs::copy_file(entry.path(), file, fs::copy_options::overwrite_existing);
            fs::permissions(file, fs::perms{0644});
            installed_.push_back(file);
        }
    }

    /// Names of the extensions that are packages of ours, as an array literal.
    static std::string own_extensions(TestDatabase& database,
                                      const std::vector<std::string>& packages) {
        std::string list;
        for (const auto& name : packages)
            list += (list.empty() ? "'" : ", '") + name + "'";
        return database.value(
            "SELECT quote_literal(array_agg(extname)) || '::text[]' FROM "
            "pg_extension WHERE extname IN (" +
            list + ")");
    }

    static void take_out_of_extensions(TestDatabase& database,
                                       const std::vector<std::string>& packages) {
        std::string sql{free_members};
        const auto names = own_extensions(database, packages);
        for (auto at = sql.find("$1"); at != std::string::npos; at = sql.find("$1"))
            sql.replace(at, 2, names);
        database.query(sql);
    }

    static void expect_same(const TestDatabase& before, const TestDatabase& after) {
        const auto result = run_pgmeta({"diff", before.url(), after.url(), "--verbose"});
        EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
        const auto snapshot = run_pgmeta({"snapshot", "--target", after.url(), "--json"});
        std::size_t objects = 0;
        for (auto at = snapshot.out.find("\"kind\""); at != std::string::npos;
             at = snapshot.out.find("\"kind\"", at + 1))
            ++objects;
        constexpr std::size_t in_every_database = 2;
        EXPECT_GT(objects, in_every_database) << "nothing was compared: " << snapshot.out;
    }

    /// CREATE EXTENSION … CASCADE makes what `deploy` makes.
    void expect_equal(const fs::path& workspace,
                      const std::string& package,
                      const std::vector<std::string>& packages) {
        TestDatabase deployed;
        const auto result =
            run_pgmeta({"deploy", package, "--target", deployed.url()}, {.cwd = workspace});
        ASSERT_EQ(result.exit_code, 0) << result.err;
        install(workspace, packages);
        TestDatabase created;
        created.query("CREATE EXTENSION \"" + package + "\" CASCADE");
        take_out_of_extensions(created, packages);
        expect_same(deployed, created);
    }

    fs::path folder_ = std::getenv("PGMETA_TEST_EXTENSIONS");
    std::vector<fs::path> installed_;
};

TEST_F(ExtensionTest, IsWhatDeployMakesOfOurPackages) {
    expect_equal(source_dir(), "spaces-rls",
                 {"pgmeta-verify", "pgmeta-roles", "auth-schema", "auth-context", "organizations",
                  "spaces", "spaces-rls"});
}

TEST_F(ExtensionTest, IsWhatDeployMakesOfTransactionsCommentsAndForeignExtensions) {
    TempDir dir;
    WorkspaceBuilder{dir.path()}
        .package("base", {"plpgsql"})
        .change("schema",
                "-- Deploy base:schema to pg\n\nBEGIN;\n\nCREATE SCHEMA base; -- ours\n\nCOMMIT;\n",
                "DROP SCHEMA base;\n")
        .change("greet",
                "CREATE EXTENSION IF NOT EXISTS citext;\n"
                "CREATE FUNCTION base.greet(name citext) RETURNS text LANGUAGE plpgsql AS $$\n"
                "BEGIN\n  -- COMMIT;\n  RETURN 'BEGIN; ' || name;\nEND\n$$",
                "DROP FUNCTION base.greet(citext);\n")
        .package("app", {"base"})
        .change("accounts",
                "BEGIN; CREATE TABLE base.accounts (name citext PRIMARY KEY); END;\n"
                "GRANT SELECT ON base.accounts TO PUBLIC;\n"
                "INSERT INTO base.accounts VALUES ('a;b');\n",
                "DROP TABLE base.accounts;\n", "", {"base:greet"})
        .write();
    expect_equal(dir.path(), "app", {"base", "app"});
}

TEST_F(ExtensionTest, UpgradesToWhatANewInstallationMakes) {
    TempDir dir;
    auto builder = WorkspaceBuilder{dir.path()};
    builder.package("blog", {"plpgsql"})
        .change("schema", "CREATE SCHEMA blog;\n", "DROP SCHEMA blog;\n")
        .tag("v1.0.0")
        .file("packages/blog/package.json", R"({"name": "blog", "version": "1.0.0"})")
        .write();
    install(dir.path(), {"blog"});
    TestDatabase upgraded;
    upgraded.query("CREATE EXTENSION blog");

    builder
        .change("posts", "BEGIN;\nCREATE TABLE blog.posts (id int);\nCOMMIT;\n",
                "DROP TABLE blog.posts;\n")
        .file("packages/blog/package.json", R"({"name": "blog", "version": "1.1.0"})")
        .write();
    fs::copy_file(folder_ / "blog--1.0.0.sql", dir / "blog--1.0.0.sql");
    const auto result =
        run_pgmeta({"package", "blog", "--from", "@v1.0.0", "--output", dir.path().string()},
                   {.cwd = dir.path()});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    add_files(dir.path());
    upgraded.query("ALTER EXTENSION blog UPDATE");
    EXPECT_EQ(upgraded.value("SELECT extversion FROM pg_extension WHERE extname = 'blog'"),
              "1.1.0");
    TestDatabase fresh;
    fresh.query("CREATE EXTENSION blog");
    take_out_of_extensions(fresh, {"blog"});
    take_out_of_extensions(upgraded, {"blog"});
    expect_same(fresh, upgraded);
    EXPECT_EQ(upgraded.value("SELECT to_regclass('blog.posts') IS NOT NULL"), "t");
}

/// Packages that people use.
TEST_F(ExtensionTest, IsWhatDeployMakesOfARealPackage) {
    const auto source = npm_packages();
    if (!source) GTEST_SKIP() << no_npm_packages;
    TempDir dir;
    write_file(dir / "pgpm.json", R"({"packages": []})");
    fs::create_directory_symlink(*source, dir / "extensions");
    expect_equal(dir.path(), "metaschema-schema",
                 {"pgpm-verify", "pgpm-types", "pgpm-inflection", "pgpm-database-jobs",
                  "metaschema-schema"});
}

}  // namespace
}  // namespace pgmeta::test

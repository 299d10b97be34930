// SPDX-License-Identifier: MIT
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/paths.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/test_database.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace pgmeta::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

namespace fs = std::filesystem;

// Everything the ledger says, times and serial numbers aside; those order the rows of a package
// (the order of packages that do not need each other is each tool's own).
constexpr auto ledger_sql = R"(
SELECT 'package', package, NULL, NULL, NULL, NULL, NULL FROM pgpm_migrate.packages
UNION ALL
SELECT 'change', package, row_number() OVER (PARTITION BY package ORDER BY deployed_at)::text,
    change_name, change_id, script_hash, NULL
FROM pgpm_migrate.changes
UNION ALL
SELECT 'requires', c.package, c.change_name, d.change_id, d.requires, NULL, NULL
FROM pgpm_migrate.dependencies AS d JOIN pgpm_migrate.changes AS c USING (change_id)
UNION ALL
SELECT 'event', package, row_number() OVER (PARTITION BY package ORDER BY event_id)::text,
    event_type, change_name, error_message, error_code
FROM pgpm_migrate.events
ORDER BY 1, 2, 3, 4, 5)";

// The shape of schema pgpm_migrate as the catalog has it.
constexpr auto shape_sql = R"(
SELECT 'column', c.relname, a.attnum::text, a.attname, format_type(a.atttypid, a.atttypmod),
    a.attnotnull::text, coalesce(pg_get_expr(d.adbin, d.adrelid), '')
FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND NOT a.attisdropped
LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.relnamespace = 'pgpm_migrate'::regnamespace AND c.relkind IN ('r', 'S') AND a.attnum > 0
UNION ALL
SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '', ''
FROM pg_constraint WHERE connamespace = 'pgpm_migrate'::regnamespace
UNION ALL
SELECT 'index', indexrelid::regclass::text, pg_get_indexdef(indexrelid), '', '', '', ''
FROM pg_index JOIN pg_class ON oid = indexrelid
WHERE relnamespace = 'pgpm_migrate'::regnamespace
UNION ALL
SELECT 'routine', proname, prokind::text, pg_get_function_arguments(p.oid),
    coalesce(pg_get_function_result(p.oid), ''),
    concat_ws(' ', lanname, provolatile, proisstrict, prosecdef, proretset, proparallel),
    coalesce(array_to_string(proconfig, ','), '')
FROM pg_proc AS p JOIN pg_language AS l ON l.oid = prolang
WHERE pronamespace = 'pgpm_migrate'::regnamespace
UNION ALL
SELECT 'sequence', seqrelid::regclass::text, format_type(seqtypid, NULL), seqstart::text,
    seqincrement::text, seqmax::text, seqcycle::text
FROM pg_sequence JOIN pg_class ON oid = seqrelid
WHERE relnamespace = 'pgpm_migrate'::regnamespace
ORDER BY 1, 2, 3, 4)";

std::string from_environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

/// Both tools on workspaces of the test's own.
class InterchangeTest : public testing::Test {
protected:
    void SetUp() override {
        const auto modules = interchange_modules();
        if (!modules) GTEST_SKIP() << no_interchange_modules;
        modules_ = *modules;
    }

    [[nodiscard]] ProcessResult pgpm(std::vector<std::string> arguments,
                                     const std::string& database) const {
        const auto verb = arguments.front();
        arguments.erase(arguments.begin());
        arguments.insert(arguments.begin(),
                         {"node", PGMETA_PGPM_DRIVER, verb, root().string(), database});
        return run(std::move(arguments),
                   {.env = {{"NODE_PATH", modules_.string()},
                            {"PGHOST", "127.0.0.1"},
                            {"PGPORT", from_environment("PGMETA_TEST_TCP_PORT")}}});
    }

    [[nodiscard]] ProcessResult pgmeta(std::vector<std::string> arguments,
                                       const TestDatabase& database) const {
        arguments.insert(arguments.end(), {"--target", database.url()});
        return run_pgmeta(std::move(arguments), {.cwd = root()});
    }

    void expect_pgpm(std::vector<std::string> arguments, const TestDatabase& database) const {
        const auto result = pgpm(std::move(arguments), database.name());
        EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
    }

    void expect_pgmeta(std::vector<std::string> arguments, const TestDatabase& database) const {
        const auto result = pgmeta(std::move(arguments), database);
        EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
    }

    [[nodiscard]] fs::path root() const { return fs::canonical(dir_.path()); }

    static Rows ledger_of(TestDatabase& database) { return database.query(ledger_sql); }

    static std::string count(TestDatabase& database, const std::string& from) {
        return database.value("SELECT count(*) FROM " + from);
    }

    TempDir dir_;
    fs::path modules_;
};

TEST_F(InterchangeTest, PgpmDeploysAPackageJustWritten) {
    const auto here = [&](std::vector<std::string> arguments) {
        const auto result = run_pgmeta(std::move(arguments), {.cwd = root()});
        EXPECT_EQ(result.exit_code, 0) << result.err;
    };
    here({"init", "workspace"});
    here({"init", "people"});
    here({"init", "package", "posts"});
    here({"add", "tables/posts", "--package", "posts", "--requires",
          "people:schemas/people/schema"});
    write_file(root() / "packages/posts/deploy/tables/posts.sql",
               "CREATE TABLE posts.posts (id int);\n");
    write_file(root() / "packages/posts/revert/tables/posts.sql", "DROP TABLE posts.posts;\n");
    here({"tag", "v1", "--package", "posts"});

    TestDatabase database;
    TestDatabase other;
    expect_pgpm({"deploy"}, database);
    expect_pgmeta({"status", "--exit-code"}, database);
    expect_pgmeta({"deploy", "--yes"}, other);
    EXPECT_EQ(ledger_of(database), ledger_of(other));
    EXPECT_EQ(count(database, "pgpm_migrate.changes"), "3");
    expect_pgpm({"verify"}, database);
    expect_pgpm({"revert"}, database);
    EXPECT_EQ(count(database, "pgpm_migrate.changes"), "0");
}

/// A workspace with every kind of requirement: a change, a tag, and both in another package.
class PackagesTest : public InterchangeTest {
protected:
    void SetUp() override {
        InterchangeTest::SetUp();
        WorkspaceBuilder{dir_.path()}
            .package("base", {"plpgsql"})
            .change("schema", "BEGIN;\nCREATE SCHEMA base;\nCOMMIT;\n", "DROP SCHEMA base;\n",
                    "BEGIN;\nSELECT 1 / count(*) FROM pg_namespace WHERE nspname = 'base';\n"
                    "ROLLBACK;\n")
            .change("tables/users", "CREATE TABLE base.users (name text PRIMARY KEY);\n",
                    "DROP TABLE base.users;\n", "SELECT name FROM base.users WHERE false;\n",
                    {"schema"})
            .tag("v1.0.0")
            .change("functions/gr\xc3\xbc\xc3\x9f",
                    "CREATE FUNCTION base.greet(name text) RETURNS text LANGUAGE plpgsql AS $$\n"
                    "BEGIN\n  RETURN 'Gr\xc3\xbc\xc3\x9f Gott; ' || name;\nEND\n$$;\n",
                    "DROP FUNCTION base.greet(text);\n", "SELECT base.greet('you');\n",
                    {"@v1.0.0", "schema"})
            .package("app", {"base"})
            .change("accounts", {"base:@v1.0.0"})
            .change("grants", "GRANT SELECT ON base.users TO PUBLIC;\n",
                    "REVOKE SELECT ON base.users FROM PUBLIC;\n", "",
                    {"accounts", "base:functions/gr\xc3\xbc\xc3\x9f"})
            .package("other", {"plpgsql"})  // pgpm takes empty requires for an extension
            .change("lonely")
            .write();
    }

    static bool has_objects(TestDatabase& database) {
        return database.value(
                   "SELECT to_regclass('base.users') IS NOT NULL "
                   "OR to_regclass('\"app/accounts\"') IS NOT NULL "
                   "OR to_regclass('\"other/lonely\"') IS NOT NULL") == "t";
    }

    TestDatabase database_;
};

TEST_F(PackagesTest, PgpmContinuesWhatPgmetaDeployed) {
    expect_pgmeta({"deploy", "--yes"}, database_);
    const auto before = ledger_of(database_);
    EXPECT_EQ(count(database_, "pgpm_migrate.changes"), "6");

    expect_pgpm({"deploy"}, database_);
    EXPECT_EQ(ledger_of(database_), before);
    expect_pgpm({"verify"}, database_);
    EXPECT_EQ(ledger_of(database_), before);

    expect_pgpm({"revert"}, database_);
    EXPECT_EQ(count(database_, "pgpm_migrate.changes"), "0");
    EXPECT_EQ(count(database_, "pgpm_migrate.dependencies"), "0");
    EXPECT_EQ(count(database_, "pgmeta.deployed_change"), "0");
    EXPECT_FALSE(has_objects(database_));
}

TEST_F(PackagesTest, PgmetaContinuesWhatPgpmDeployed) {
    EXPECT_EQ(pgmeta({"status", "--exit-code"}, database_).exit_code, 4);
    expect_pgpm({"deploy"}, database_);
    const auto before = ledger_of(database_);

    expect_pgmeta({"status", "--exit-code"}, database_);
    EXPECT_THAT(pgmeta({"status"}, database_).out, HasSubstr("Nothing to deploy"));
    expect_pgmeta({"verify"}, database_);
    expect_pgmeta({"deploy", "--yes"}, database_);
    EXPECT_EQ(ledger_of(database_), before);

    expect_pgmeta({"revert", "--yes"}, database_);
    EXPECT_EQ(count(database_, "pgpm_migrate.changes"), "0");
    EXPECT_FALSE(has_objects(database_));
}

TEST_F(PackagesTest, PgpmContinuesWhatItDeployedUnderNamesThatPgmetaGave) {
    expect_pgpm({"deploy"}, database_);
    for (const auto& names :
         {std::pair{"base:tables/users", "tables/people"}, {"base", "ground"}}) {
        const auto renamed = run_pgmeta(
            {"rename", names.first, names.second, "--ledger", database_.url()}, {.cwd = root()});
        ASSERT_EQ(renamed.exit_code, 0) << renamed.out << renamed.err;
        EXPECT_EQ(pgmeta({"status", "--exit-code"}, database_).exit_code, 0);
    }
    const auto before = ledger_of(database_);
    expect_pgpm({"deploy"}, database_);
    EXPECT_EQ(ledger_of(database_), before);
    expect_pgpm({"verify"}, database_);
    expect_pgmeta({"deploy", "--yes"}, database_);
    EXPECT_EQ(ledger_of(database_), before);
    expect_pgpm({"revert"}, database_);
    EXPECT_EQ(count(database_, "pgpm_migrate.changes"), "0");
    EXPECT_FALSE(has_objects(database_));
}

TEST_F(PackagesTest, BothWriteTheSameRows) {
    TestDatabase other;
    expect_pgmeta({"deploy", "--yes"}, database_);
    expect_pgpm({"deploy"}, other);
    EXPECT_EQ(ledger_of(database_), ledger_of(other));
    EXPECT_EQ(database_.query("SELECT requires FROM pgpm_migrate.dependencies ORDER BY 1"),
              (Rows{{"app:accounts"},
                    {"base:functions/gr\xc3\xbc\xc3\x9f"},
                    {"base:schema"},
                    {"base:schema"},
                    {"base:tables/users"},
                    {"base:tables/users"}}));

    expect_pgmeta({"revert", "--yes"}, database_);
    expect_pgpm({"revert"}, other);
    EXPECT_EQ(ledger_of(database_), ledger_of(other));
}

TEST_F(PackagesTest, BothMakeTheSameSchema) {
    TestDatabase other;
    expect_pgmeta({"deploy", "--yes"}, database_);
    expect_pgpm({"deploy"}, other);
    const auto ours = database_.query(shape_sql);
    EXPECT_EQ(ours, other.query(shape_sql));
    EXPECT_GT(ours.size(), 40U);
}

TEST_F(PackagesTest, TheyTakeTurns) {
    expect_pgpm({"deploy", "base"}, database_);
    expect_pgmeta({"deploy", "--yes"}, database_);
    EXPECT_EQ(count(database_, "pgpm_migrate.changes"), "6");
    expect_pgpm({"revert", "app"}, database_);
    EXPECT_EQ(count(database_, "pgpm_migrate.changes WHERE package = 'app'"), "0");
    expect_pgmeta({"deploy", "--yes"}, database_);
    expect_pgmeta({"revert", "base", "--yes"}, database_);
    EXPECT_EQ(count(database_, "pgpm_migrate.changes WHERE package <> 'other'"), "0");
    expect_pgpm({"deploy"}, database_);
    expect_pgmeta({"status", "--exit-code"}, database_);
    expect_pgmeta({"verify"}, database_);
}

TEST_F(PackagesTest, BothStopAtATag) {
    TestDatabase other;
    expect_pgmeta({"deploy", "base:@v1.0.0", "--yes"}, database_);
    expect_pgpm({"deploy", "base:@v1.0.0"}, other);
    EXPECT_EQ(count(database_, "pgpm_migrate.changes"), "2");
    EXPECT_EQ(ledger_of(database_), ledger_of(other));
}

TEST_F(PackagesTest, BothRecordWithoutRunning) {
    TestDatabase other;
    expect_pgmeta({"deploy", "--log-only", "--yes"}, database_);
    expect_pgpm({"deploy", "--log-only"}, other);
    EXPECT_EQ(ledger_of(database_), ledger_of(other));
    EXPECT_EQ(count(database_, "pgpm_migrate.changes"), "6");
    EXPECT_FALSE(has_objects(database_));
}

TEST_F(PackagesTest, BothRecordAFailureInTheSameWay) {
    TestDatabase other;
    expect_pgmeta({"deploy", "--yes"}, database_);
    expect_pgpm({"deploy"}, other);
    std::ofstream{dir_ / "packages/other/pgpm.plan", std::ios::app}
        << "broken [lonely] 2024-01-01T00:00:00Z Test <test@example.com> # breaks\n";
    write_file(dir_ / "packages/other/deploy/broken.sql",
               "INSERT INTO base.users VALUES ('a'), ('a');\n");
    write_file(dir_ / "packages/other/revert/broken.sql", "DELETE FROM base.users;\n");

    EXPECT_EQ(pgmeta({"deploy", "--yes"}, database_).exit_code, 1);
    EXPECT_EQ(pgpm({"deploy"}, other.name()).exit_code, 1);
    EXPECT_EQ(ledger_of(database_), ledger_of(other));
    EXPECT_EQ(database_.query("SELECT event_type, change_name, error_code FROM pgpm_migrate.events "
                              "WHERE error_message IS NOT NULL"),
              (Rows{{"deploy", "broken", "23505"}}));
}

TEST_F(PackagesTest, BothRecordAFailedRevertInTheSameWay) {
    TestDatabase other;
    write_file(dir_ / "packages/other/revert/lonely.sql", "DROP TABLE nowhere;\n");
    expect_pgmeta({"deploy", "--yes"}, database_);
    expect_pgpm({"deploy"}, other);
    EXPECT_EQ(pgmeta({"revert", "other", "--yes"}, database_).exit_code, 1);
    EXPECT_EQ(pgpm({"revert", "other"}, other.name()).exit_code, 1);
    EXPECT_EQ(ledger_of(database_), ledger_of(other));
}

TEST_F(PackagesTest, PgmetaCompletesALedgerThatPgpmHalfMade) {
    std::stringstream schema;
    schema << std::ifstream{modules_ / "@pgpmjs/core/migrate/sql/schema.sql"}.rdbuf();
    database_.query(schema.str());
    EXPECT_EQ(pgpm({"deploy"}, database_.name()).exit_code, 1) << "pgpm alone is stuck here";

    expect_pgmeta({"deploy", "--yes"}, database_);
    const auto before = ledger_of(database_);
    expect_pgpm({"deploy"}, database_);
    EXPECT_EQ(ledger_of(database_), before);
    expect_pgpm({"revert"}, database_);
    EXPECT_FALSE(has_objects(database_));
}

TEST_F(PackagesTest, PgpmRefusesToRevertWhatOursRequires) {
    expect_pgmeta({"deploy", "--yes"}, database_);
    const auto result = database_.value(
        "SELECT string_agg(package || ':' || change_name, ' ' ORDER BY change_name) "
        "FROM pgpm_migrate.get_dependents('base', 'tables/users')");
    EXPECT_EQ(result, "app:accounts base:functions/gr\xc3\xbc\xc3\x9f");
    try {
        database_.query("CALL pgpm_migrate.revert('base', 'tables/users', 'SELECT 1')");
        ADD_FAILURE() << "the revert was not refused";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("Cannot revert tables/users: required by "));
    }
}

/// Bundles: a package in one file, written by either and deployed by the other.
class BundleTest : public PackagesTest {
protected:
    std::string pgpm_bundle(const std::string& verb,
                            const std::string& from,
                            const std::string& to) const {
        const auto result = run({"node", PGMETA_PGPM_BUNDLE, verb, from, to},
                                {.env = {{"NODE_PATH", modules_.string()},
                                         {"PGHOST", "127.0.0.1"},
                                         {"PGPORT", from_environment("PGMETA_TEST_TCP_PORT")}}});
        EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
        return result.out;
    }

    void package_base() const {
        const auto result = run_pgmeta({"package", "base"}, {.cwd = root()});
        ASSERT_EQ(result.exit_code, 0) << result.err;
    }

    [[nodiscard]] std::string our_bundle() const {
        return (root() / "packages/base/sql/base--0.0.1.bundle.tar.gz").string();
    }

    [[nodiscard]] std::string pgpms_bundle() const {
        return (root() / "base-by-pgpm.bundle.tar.gz").string();
    }

    [[nodiscard]] std::string base() const { return (root() / "packages/base").string(); }

    /// What pgmeta writes into the ledger when it deploys the package from its folder.
    Rows ledger_of_workspace() {
        TestDatabase database;
        expect_pgmeta({"deploy", "base"}, database);
        return ledger_of(database);
    }

    TempDir elsewhere_;
};

TEST_F(BundleTest, PgpmAppliesOurs) {
    package_base();
    EXPECT_THAT(pgpm_bundle("apply", our_bundle(), database_.name()), HasSubstr("\"issues\":[]"));
    EXPECT_EQ(ledger_of(database_), ledger_of_workspace());
    EXPECT_THAT(pgmeta({"deploy", "base"}, database_).out, HasSubstr("Nothing to deploy"));
    EXPECT_THAT(pgmeta({"deploy", our_bundle()}, database_).out, HasSubstr("Nothing to deploy"));
    expect_pgmeta({"verify", "base"}, database_);
}

TEST_F(BundleTest, PgpmsFastPathTakesOurs) {
    package_base();
    EXPECT_THAT(pgpm_bundle("fast", base(), database_.name()),
                HasSubstr("\"source\":\"artifact\",\"deployed\":[\"schema\""));
    EXPECT_THAT(pgmeta({"deploy", "base"}, database_).out, HasSubstr("Nothing to deploy"));
    EXPECT_THAT(pgpm_bundle("fast", base(), database_.name()), HasSubstr("\"deployed\":[]"));
}

TEST_F(BundleTest, WeDeployPgpms) {
    pgpm_bundle("write", base(), pgpms_bundle());
    expect_pgmeta({"deploy", pgpms_bundle()}, database_);
    EXPECT_EQ(ledger_of(database_), ledger_of_workspace());
    const auto before = ledger_of(database_);
    expect_pgpm({"deploy", "base"}, database_);
    EXPECT_THAT(pgpm_bundle("fast", base(), database_.name()), HasSubstr("\"deployed\":[]"));
    EXPECT_EQ(ledger_of(database_), before);
    EXPECT_THAT(pgmeta({"deploy", pgpms_bundle()}, database_).out, HasSubstr("Nothing to deploy"));
}

TEST_F(BundleTest, BothSayTheSameOfScriptsWithoutTransactionControl) {
    // Where a script begins a transaction, the executable copies differ, and the digests with them.
    write_file(root() / "packages/base/deploy/schema.sql",
               "-- \xc3\xbc\tberall\nCREATE SCHEMA base;\n");
    package_base();
    const auto digest = [](const std::string& result) {
        return result.substr(result.find("\"digest\""), 76);
    };
    EXPECT_EQ(digest(pgpm_bundle("write", base(), pgpms_bundle())),
              digest(pgpm_bundle("apply", our_bundle(), database_.name())));
}

/// Packages as they are published, written by nobody here.
class RealPackagesTest : public InterchangeTest {
protected:
    void SetUp() override {
        InterchangeTest::SetUp();
        if (IsSkipped()) return;
        const auto packages = npm_packages();
        if (!packages) GTEST_SKIP() << no_npm_packages;
        write_file(dir_ / "pgpm.json", "{\"packages\": [\"packages/*\"]}\n");
        fs::create_directories(dir_ / "extensions");
        fs::copy(*packages / "@pgpm", dir_ / "extensions/@pgpm",
                 fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    }

    static constexpr auto user_schemas =
        "pg_namespace WHERE nspname !~ '^pg_|^information_schema$|^public$|^pgpm_migrate$|^pgmeta$'";

    TestDatabase database_;
};

TEST_F(RealPackagesTest, PgpmContinuesWhatPgmetaDeployed) {
    expect_pgmeta({"deploy", "--yes"}, database_);
    const auto before = ledger_of(database_);
    EXPECT_THAT(before, Not(IsEmpty()));
    expect_pgpm({"deploy"}, database_);
    EXPECT_EQ(ledger_of(database_), before);
    expect_pgpm({"verify"}, database_);
    expect_pgpm({"revert"}, database_);
    EXPECT_EQ(count(database_, "pgpm_migrate.changes"), "0");
}

TEST_F(RealPackagesTest, PgmetaContinuesWhatPgpmDeployed) {
    expect_pgpm({"deploy"}, database_);
    expect_pgmeta({"status", "--exit-code"}, database_);
    expect_pgmeta({"verify"}, database_);
    expect_pgmeta({"revert", "--yes"}, database_);
    EXPECT_EQ(count(database_, "pgpm_migrate.changes"), "0");
    expect_pgmeta({"deploy", "--yes"}, database_);
    expect_pgpm({"verify"}, database_);
}

TEST_F(RealPackagesTest, BothWriteTheSameRowsAndMakeTheSameObjects) {
    TestDatabase other;
    expect_pgmeta({"deploy", "--yes"}, database_);
    expect_pgpm({"deploy"}, other);
    EXPECT_EQ(ledger_of(database_), ledger_of(other));
    EXPECT_EQ(count(database_, user_schemas), count(other, user_schemas));
}

/// The packages that pgmeta ships, as they lie in the source tree.
class ShippedPackagesTest : public InterchangeTest {
protected:
    void SetUp() override {
        InterchangeTest::SetUp();
        if (IsSkipped()) return;
        write_file(dir_ / "pgpm.json", "{\"packages\": [\"packages/*\"]}\n");
        fs::copy(source_dir() / "packages", dir_ / "packages", fs::copy_options::recursive);
    }

    TestDatabase database_;
};

TEST_F(ShippedPackagesTest, PgpmDeploysVerifiesAndRevertsThem) {
    expect_pgpm({"deploy"}, database_);
    expect_pgpm({"verify"}, database_);
    expect_pgmeta({"status", "--exit-code"}, database_);
    expect_pgmeta({"verify"}, database_);
    expect_pgpm({"revert"}, database_);
    EXPECT_EQ(count(database_, "pgpm_migrate.changes"), "0");
    EXPECT_EQ(
        count(database_,
              "pg_class WHERE relkind IN ('r', 'v') AND relnamespace IN (SELECT oid FROM "
              "pg_namespace WHERE nspname !~ '^pg_|^pgpm_migrate$|^information_schema$|^pgmeta$')"),
        "0");
}

TEST_F(ShippedPackagesTest, BothWriteTheSameRows) {
    TestDatabase other;
    expect_pgmeta({"deploy", "--yes"}, database_);
    expect_pgpm({"deploy"}, other);
    EXPECT_EQ(ledger_of(database_), ledger_of(other));
}

}  // namespace
}  // namespace pgmeta::test

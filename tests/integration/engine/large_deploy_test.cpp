// SPDX-License-Identifier: MIT
#include "survive.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

// Keys built at the end, scripts that are not held in memory, settings that are not reset where
// nothing can have set them.

namespace pgmeta::test {
namespace {

/// Everything about the ledger's tables but their rows.
constexpr auto ledger_shape =
    "SELECT string_agg(line, E'\\n' ORDER BY line) FROM ("
    "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) "
    "FROM pg_constraint WHERE connamespace IN ('pgpm_migrate'::regnamespace, 'pgmeta'::regnamespace) "
    "UNION ALL SELECT indexrelid::regclass || ' ' || pg_get_indexdef(indexrelid) FROM pg_index "
    "JOIN pg_class AS c ON c.oid = indrelid AND c.relnamespace IN "
    "('pgpm_migrate'::regnamespace, 'pgmeta'::regnamespace) "
    "UNION ALL SELECT attrelid::regclass || ' ' || attname || ' ' || attnotnull FROM pg_attribute "
    "JOIN pg_class AS c ON c.oid = attrelid AND c.relkind = 'r' AND c.relnamespace IN "
    "('pgpm_migrate'::regnamespace, 'pgmeta'::regnamespace) WHERE attnum > 0"
    ") AS shape (line)";

WorkspaceBuilder& add_functions(WorkspaceBuilder& builder, int count, int first = 0) {
    for (int i = first; i < first + count; ++i)
        builder.change(fmt::format("c{}", i),
                       fmt::format("CREATE FUNCTION f{0}() RETURNS int LANGUAGE sql AS "
                                   "'SELECT {0}';",
                                   i),
                       fmt::format("DROP FUNCTION f{}();", i));
    return builder;
}

TEST(LargeDeploy, MakesTheSameLedgerInOneTransactionAsInMany) {
    const TempDir small_dir;
    const TempDir large_dir;
    WorkspaceBuilder small{small_dir.path()};
    WorkspaceBuilder large{large_dir.path()};
    small.package("a");
    large.package("a");
    TestDatabase few;
    TestDatabase many;
    ASSERT_EQ(
        on_target(add_functions(small, 2).write(), "deploy", few.url(), {"--tx=package"}).exit_code,
        0);
    const auto result = deploy_in(add_functions(large, 600).write(), many.url());
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(many.value("SELECT count(*) FROM pgpm_migrate.changes"), "600");
    EXPECT_EQ(many.value(ledger_shape), few.value(ledger_shape));
    EXPECT_EQ(many.value("SELECT count(*) FROM pg_constraint WHERE NOT convalidated"), "0");
    EXPECT_EQ(on_target(large_dir.path(), "revert", many.url(), {"--yes"}).exit_code, 0);
    EXPECT_EQ(many.value("SELECT count(*) FROM pgmeta.deployed_change"), "0");
}

// pgpm lists and reverts by these times.
TEST(LargeDeploy, RecordsItsChangesAtTimesThatAscend) {
    const TempDir dir;
    WorkspaceBuilder builder{dir.path()};
    builder.package("a");
    TestDatabase database;
    const auto result = deploy_in(add_functions(builder, 600).write(), database.url());
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(database.value("SELECT count(DISTINCT deployed_at) FROM pgpm_migrate.changes"),
              "600");
    EXPECT_EQ(database.value("SELECT bool_and(change_name = 'c' || place - 1) FROM (SELECT "
                             "change_name, row_number() OVER (ORDER BY deployed_at) "
                             "FROM pgpm_migrate.changes) AS c (change_name, place)"),
              "t");
}

TEST(LargeDeploy, LeavesNothingWhenTheLastScriptFails) {
    const TempDir dir;
    WorkspaceBuilder builder{dir.path()};
    builder.package("a");
    add_functions(builder, 600).change("bad", "SELECT 1 / 0;", "");
    TestDatabase database;
    const auto result = deploy_in(builder.write(), database.url());
    EXPECT_NE(result.exit_code, 0);
    EXPECT_THAT(result.err, testing::HasSubstr("a:bad"));
    EXPECT_FALSE(has_ledger(database));
}

// A script that looks into the ledger finds it as it always is.
TEST(LargeDeploy, ShowsScriptsALedgerWithItsKeys) {
    const TempDir dir;
    WorkspaceBuilder builder{dir.path()};
    builder.package("a");
    add_functions(builder, 600)
        .change("look",
                "DO $$ BEGIN ASSERT (SELECT count(*) FROM pg_index WHERE indrelid = "
                "'pgpm_migrate.changes'::regclass) = 3; "
                "ASSERT pgpm_migrate.is_deployed('a', 'c599'); END $$;",
                "");
    TestDatabase database;
    const auto result = deploy_in(builder.write(), database.url());
    EXPECT_EQ(result.exit_code, 0) << result.err;
}

/// A script of a megabyte.
std::string padded(const std::string& sql) {
    return sql + "\n-- " + std::string(1'000'000, 'x') + "\n";
}

TEST(LargeDeploy, HoldsAPartOfTheScriptsAndRunsThemAll) {
    constexpr long most_memory_kb = 90'000;  // of scripts of 100 MB
    constexpr int count = 100;
    const TempDir dir;
    WorkspaceBuilder builder{dir.path()};
    builder.package("a");
    for (int i = 0; i < count; ++i)
        builder.change(fmt::format("c{}", i), "", fmt::format("DROP TABLE t{};", i),
                       fmt::format("SELECT FROM t{};", i));
    const auto root = builder.write();
    // Not by the builder: what this process holds counts as its child's at first.
    for (int i = 0; i < count; ++i)
        write_file(root / fmt::format("packages/a/deploy/c{}.sql", i),
                   padded(fmt::format("CREATE TABLE t{} ();", i)));
    TestDatabase database;
    const auto result = deploy_in(root, database.url());
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_LT(result.max_rss_kb, most_memory_kb);
    EXPECT_EQ(database.value("SELECT count(*) FROM pg_tables WHERE tablename ~ '^t[0-9]+$'"),
              std::to_string(count));
    EXPECT_EQ(database.value("SELECT count(*) FROM pgmeta.deployed_change "
                             "WHERE revert_script LIKE '%DROP TABLE%' "
                             "AND verify_script LIKE '%SELECT FROM%'"),
              std::to_string(count));
    EXPECT_EQ(on_target(dir.path(), "status", database.url()).exit_code, 0);
}

TEST(LargeRevert, HoldsAPartOfTheScriptsAndRunsThemAll) {
    constexpr long most_memory_kb = 100'000;  // of scripts of 100 MB
    constexpr int count = 100;
    const TempDir dir;
    WorkspaceBuilder builder{dir.path()};
    builder.package("a");
    for (int i = 0; i < count; ++i)
        builder.change(fmt::format("c{}", i), fmt::format("CREATE TABLE t{} ();", i), "");
    const auto root = builder.write();
    for (int i = 0; i < count; ++i)
        write_file(root / fmt::format("packages/a/revert/c{}.sql", i),
                   padded(fmt::format("DROP TABLE t{};", i)));
    TestDatabase database;
    using Words = std::vector<std::string>;
    for (const auto& source : {Words{"--yes"}, Words{"--yes", "--from-ledger"}}) {
        const auto deployed = deploy_in(root, database.url());
        ASSERT_EQ(deployed.exit_code, 0) << deployed.err;
        const auto result = on_target(root, "revert", database.url(), source);
        ASSERT_EQ(result.exit_code, 0) << result.err;
        EXPECT_LT(result.max_rss_kb, most_memory_kb) << source.back();
        EXPECT_EQ(database.value("SELECT count(*) FROM pg_tables WHERE tablename ~ '^t[0-9]+$'"),
                  "0");
    }
}

TEST(LargeDeploy, StopsWhenAScriptIsEditedBeforeItsTurn) {
    const TempDir dir;
    WorkspaceBuilder builder{dir.path()};
    builder.package("a").change("wait", "SELECT pg_advisory_xact_lock(42);", "");
    for (int i = 0; i < 50; ++i)
        builder.change(fmt::format("c{}", i), padded(fmt::format("CREATE TABLE t{} ();", i)), "");
    const auto root = builder.write();
    TestDatabase database;
    Session gate{database.url()};
    gate.value("SELECT pg_advisory_lock(42)");
    auto process = start_deploy(root, database.url());
    ASSERT_TRUE(
        eventually(database,
                   "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 42 "
                   "AND NOT granted)"));
    write_file(root / "packages/a/deploy/c49.sql", "CREATE TABLE edited ();\n");
    gate.value("SELECT pg_advisory_unlock(42)");
    const auto result = process.wait();
    EXPECT_NE(result.exit_code, 0);
    EXPECT_THAT(result.err, testing::HasSubstr("script-changed"));
    EXPECT_THAT(result.err, testing::HasSubstr("a:c49"));
    EXPECT_FALSE(has_ledger(database));
    EXPECT_FALSE(has_table(database, "t0"));
}

TEST(LargeRevert, StopsWhenAScriptIsEditedBeforeItsTurn) {
    constexpr int count = 50;
    const TempDir dir;
    WorkspaceBuilder builder{dir.path()};
    builder.package("a");
    for (int i = 0; i < count; ++i)
        builder.change(fmt::format("c{}", i), fmt::format("CREATE TABLE t{} ();", i),
                       padded(fmt::format("DROP TABLE t{};", i)));
    builder.change("wait", "SELECT 1;", "SELECT pg_advisory_xact_lock(42);");
    const auto root = builder.write();
    TestDatabase database;
    ASSERT_EQ(deploy_in(root, database.url()).exit_code, 0);
    Session gate{database.url()};
    gate.value("SELECT pg_advisory_lock(42)");
    Process process{pgmeta_argv({"revert", "--yes", "--target", database.url()}), {.cwd = root}};
    ASSERT_TRUE(
        eventually(database,
                   "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 42 "
                   "AND NOT granted)"));
    write_file(root / "packages/a/revert/c0.sql", "DROP TABLE t0, t1;\n");
    gate.value("SELECT pg_advisory_unlock(42)");
    const auto result = process.wait();
    EXPECT_NE(result.exit_code, 0);
    EXPECT_THAT(result.err, testing::HasSubstr("script-changed"));
    EXPECT_THAT(result.err, testing::HasSubstr("a:c0"));
    EXPECT_TRUE(has_table(database, "t0"));
    EXPECT_EQ(database.value("SELECT count(*) FROM pgpm_migrate.changes"),
              std::to_string(count + 1));
}

// Scripts that only define things reset nothing, unless somebody's function runs with them.
TEST(LargeDeploy, ResetsWhatAnEventTriggerSets) {
    const TempDir dir;
    WorkspaceBuilder builder{dir.path()};
    builder.package("a")
        .change("schema", "CREATE SCHEMA other;", "")
        .change("trigger",
                "CREATE FUNCTION public.move() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN "
                "PERFORM set_config('search_path', 'other', false); END $$;\n"
                "CREATE EVENT TRIGGER moves ON ddl_command_end EXECUTE FUNCTION public.move();",
                "")
        .change("define", "CREATE TABLE public.one ();", "")
        .change("here", "CREATE TABLE two ();", "");
    TestDatabase database;
    const auto result = deploy_in(builder.write(), database.url());
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_TRUE(has_table(database, "public.two"));
    // The trigger is there from the start now.
    builder.change("define_more", "CREATE TABLE public.three ();", "")
        .change("here_too", "CREATE TABLE four ();", "");
    ASSERT_EQ(deploy_in(builder.write(), database.url()).exit_code, 0);
    EXPECT_TRUE(has_table(database, "public.four"));
}

}  // namespace
}  // namespace pgmeta::test

// SPDX-License-Identifier: MIT
#include "pgmeta/pg/connection.hpp"
#include "pgmeta/snapshot/compare.hpp"
#include "pgmeta/snapshot/json.hpp"
#include "pgmeta/snapshot/take.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/paths.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/test_database.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

// `pgmeta snapshot` and `pgmeta diff` as people call them.

namespace pgmeta::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using Arguments = std::vector<std::string>;

class SnapshotCommands : public testing::Test {
protected:
    ProcessResult pgmeta(const Arguments& arguments, const std::string& input = {}) const {
        return run_pgmeta(arguments, {.env = {{"PGMETA_DEV_HOME", (root / "dev").string()}},
                                      .unset = {"PGDATABASE"},
                                      .cwd = root.path(),
                                      .stdin_text = input});
    }

    std::string target() const { return "dbname=" + database.name(); }

    /// Writes a snapshot of the database as JSON.
    std::string snapshot_file(const std::string& name) const {
        const auto result = pgmeta({"snapshot", "--target", target(), "-o", name});
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return name;
    }

    TempDir root;
    TestDatabase database;
};

TEST_F(SnapshotCommands, PrintTextThatIsTheSameEveryTime) {
    database.query("CREATE SCHEMA app; CREATE TABLE app.t (a int)");
    const auto first = pgmeta({"snapshot", "--target", target()});
    EXPECT_EQ(first.exit_code, 0) << first.err;
    EXPECT_THAT(first.out, HasSubstr("\ntable app.t\n  owner: postgres\n  column app.t.a\n"
                                     "    position: 1\n    type: integer\n"));
    EXPECT_EQ(pgmeta({"snapshot", "--target", target()}).out, first.out);
}

TEST_F(SnapshotCommands, CompareAFileWithTheDatabaseItCameFrom) {
    database.query("CREATE SCHEMA app; CREATE TABLE app.t (a int)");
    const auto file = snapshot_file("before.json");
    const auto equal = pgmeta({"diff", file, target()});
    EXPECT_EQ(equal.exit_code, 0) << equal.err;
    EXPECT_EQ(equal.out, "No difference.\n");

    database.query(
        "ALTER TABLE app.t ADD b int; CREATE VIEW app.v AS SELECT 1 AS x;"
        "ALTER TABLE app.t ALTER a TYPE bigint; DROP SCHEMA public");
    const auto differing = pgmeta({"diff", file, target()});
    EXPECT_EQ(differing.exit_code, 4);
    EXPECT_EQ(differing.out,
              "- schema public\n"
              "+ column app.t.b\n"
              "+ view app.v (1 column)\n"
              "~ column app.t.a\n"
              "    type: integer -> bigint\n"
              "3 added, 1 removed, 1 changed.\n");
}

TEST_F(SnapshotCommands, ComparisonAsJsonNamesEveryObjectAndAttribute) {
    database.query("CREATE SCHEMA app");
    const auto file = snapshot_file("before.json");
    database.query("CREATE TABLE app.t (a int); COMMENT ON SCHEMA app IS 'x'");
    const auto result = pgmeta({"diff", file, target(), "--json"});
    EXPECT_EQ(result.exit_code, 4);
    const auto json = nlohmann::json::parse(result.out);
    EXPECT_EQ(json["equal"], false);
    EXPECT_EQ(json["added"].size(), 2U);
    EXPECT_EQ(json["added"][1]["parent"], "app.t");
    EXPECT_THAT(json["removed"], IsEmpty());
    EXPECT_EQ(json["changed"][0]["attributes"][0],
              nlohmann::json({{"name", "comment"}, {"before", nullptr}, {"after", "x"}}));
}

TEST_F(SnapshotCommands, ReadOneSideFromStandardInput) {
    const auto json = pgmeta({"snapshot", "--target", target(), "--json"});
    EXPECT_EQ(pgmeta({"diff", "-", target()}, json.out).exit_code, 0);
    EXPECT_EQ(pgmeta({"diff", target(), "-"}, json.out).exit_code, 0);
    const auto twice = pgmeta({"diff", "-", "-"}, json.out);
    EXPECT_EQ(twice.exit_code, 2);
    EXPECT_THAT(twice.err, HasSubstr("error[options-contradict]"));
}

TEST_F(SnapshotCommands, LeaveAwayWhatIsNotAskedFor) {
    database.query("CREATE SCHEMA app; CREATE SCHEMA other");
    const auto file = snapshot_file("before.json");
    database.query("CREATE TABLE other.t (a int); GRANT USAGE ON SCHEMA app TO PUBLIC");
    EXPECT_EQ(pgmeta({"diff", file, target(), "--schema", "app"}).exit_code, 4);
    EXPECT_EQ(pgmeta({"diff", file, target(), "--schema", "app", "--no-privileges"}).exit_code, 0);
    EXPECT_EQ(
        pgmeta({"diff", file, target(), "--exclude-schema=other", "--no-privileges"}).exit_code, 0);
    const auto narrow = pgmeta({"snapshot", "--target", target(), "-n", "app", "-n", "other", "-N",
                                "other", "--no-owner"});
    EXPECT_EQ(narrow.out, "schema app\n  granted to PUBLIC: USAGE\n");
}

TEST_F(SnapshotCommands, RefuseFilesThatAreNoSnapshots) {
    write_file(root / "text", pgmeta({"snapshot", "--target", target()}).out);
    write_file(root / "newer.json", R"({"snapshot_format": 2})");
    const auto text = pgmeta({"diff", "text", target()});
    EXPECT_EQ(text.exit_code, 2);
    EXPECT_THAT(text.err, HasSubstr("error[snapshot-unreadable]: `text`"));
    EXPECT_THAT(pgmeta({"diff", target(), "newer.json"}).err, HasSubstr("error[snapshot-newer]"));
    const auto missing = pgmeta({"diff", "missing.json", target()});
    EXPECT_EQ(missing.exit_code, 2);
    EXPECT_THAT(missing.err, HasSubstr("error[target-unknown]"));
    EXPECT_THAT(missing.err, HasSubstr("no file `missing.json`"));
}

TEST_F(SnapshotCommands, ExpectTwoSides) {
    const auto result = pgmeta({"diff", target()});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("error[argument-missing]"));
}

/// A server of its own behind `dev:`, stopped at the end.
class SnapshotOfWorkspace : public SnapshotCommands {
protected:
    SnapshotOfWorkspace() {
        builder.package("app")
            .change("schema", "CREATE SCHEMA app;\n", "DROP SCHEMA app;\n")
            .change("t", "CREATE TABLE app.t (a int);\n", "DROP TABLE app.t;\n")
            .write();
        database.query("CREATE SCHEMA app; CREATE TABLE app.t (a int)");
    }

    ~SnapshotOfWorkspace() override { pgmeta({"dev", "stop"}); }

    WorkspaceBuilder builder{root.path()};
};

TEST_F(SnapshotOfWorkspace, IsWhatItsPackagesCreate) {
    const auto equal = pgmeta({"diff", "workspace:", target(), "-n", "app"});
    EXPECT_EQ(equal.exit_code, 0) << equal.out << equal.err;
    database.query("ALTER TABLE app.t ADD b int");
    const auto differing = pgmeta({"diff", "workspace:app", target(), "-n", "app"});
    EXPECT_EQ(differing.exit_code, 4);
    EXPECT_THAT(differing.out, HasSubstr("+ column app.t.b\n"));
}

TEST_F(SnapshotOfWorkspace, TellsWhatCannotBeDeployedAndLeavesNoDatabaseBehind) {
    builder.change("bad", "CREATE TABLE app.u (a int,);\n", "SELECT 1;\n").write();
    const auto result = pgmeta({"diff", "workspace:", target()});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("bad.sql:3:"));
    EXPECT_THAT(result.err, HasSubstr("scratch database"));
    auto url = pgmeta({"dev", "url", "postgres"}).out;
    url.pop_back();  // the end of the line
    Session session{url};
    EXPECT_EQ(session.value("SELECT count(*) FROM pg_database WHERE datname LIKE 'pgmeta%'"), "0");
}

/// Real packages.
class SnapshotOfRealPackages : public SnapshotCommands {
protected:
    void SetUp() override {
        const auto source = test::npm_packages();
        if (!source) GTEST_SKIP() << test::no_npm_packages;
        write_file(root / "pgpm.json", "{\"packages\": []}\n");
        std::filesystem::copy(*source, root / "extensions",
                              std::filesystem::copy_options::recursive);
    }

    /// The database by pgmeta's own description and by pg_dump's, the ledger aside.
    struct State {
        snapshot::Snapshot snapshot;
        std::string dump;
    };

    State state() {
        auto connection = pg::Connection::open(pg::ConnInfo::parse(database.url()));
        const auto dumped = run({"pg_dump", "-s", "--restrict-key=pgmeta", "-N", "pgmeta", "-N",
                                 "pgpm_migrate", "-d", database.url()});
        EXPECT_EQ(dumped.exit_code, 0) << dumped.err;
        return {snapshot::take(connection), dumped.out};
    }

    void succeed(const Arguments& arguments) const {
        const auto result = pgmeta(arguments);
        EXPECT_EQ(result.exit_code, 0) << result.err;
    }
};

TEST_F(SnapshotOfRealPackages, IsEqualExactlyWhenPgDumpIs) {
    std::vector<State> states{state()};
    succeed({"deploy", "--target", target()});
    states.push_back(state());
    succeed({"revert", "--target", target(), "--yes"});
    states.push_back(state());
    succeed({"deploy", "--target", target()});
    states.push_back(state());

    for (const auto& one : states)
        for (const auto& other : states)
            EXPECT_EQ(compare(one.snapshot, other.snapshot).empty(), one.dump == other.dump);
    EXPECT_EQ(states[1].dump, states[3].dump);
    EXPECT_NE(states[0].dump, states[1].dump);
}

}  // namespace
}  // namespace pgmeta::test

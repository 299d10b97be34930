// SPDX-License-Identifier: MIT
#include "pgmeta/testkit/connections.hpp"

#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/test_database.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

// What C++ test programs use.

namespace {

using namespace pgmeta;
using namespace pgmeta::testkit;
using pgmeta::test::database_exists;
using pgmeta::test::TempDir;
using pgmeta::test::WorkspaceBuilder;
using pgmeta::test::write_file;

class TestConnections : public testing::Test {
protected:
    TestConnections() {
        options.app_user = "testkit_app";
        options.admin_user = "testkit_admin";
        options.seeds.push_back(seed::function([](TestSession& superuser) {
            superuser.query(
                "CREATE TABLE t (id int DEFAULT 7, name text);"
                "GRANT ALL ON t TO authenticated");
        }));
    }

    ConnectionOptions options;
};

TEST_F(TestConnections, GiveADatabaseThatIsDroppedAtTheEnd) {
    std::string name;
    {
        auto connections = get_connections(options);
        name = connections.database();
        EXPECT_TRUE(database_exists(name));
        connections.teardown();
        EXPECT_FALSE(database_exists(name));
    }
    {
        const auto connections = get_connections(options);
        name = connections.database();
    }
    EXPECT_FALSE(database_exists(name));
}

TEST_F(TestConnections, DropOnlyWhatTheyMade) {
    test::TestDatabase db;
    options.existing_database = db.name();
    auto connections = get_connections(options);
    connections.teardown();
    EXPECT_TRUE(database_exists(db.name()));
}

TEST_F(TestConnections, KeepTheDatabaseWhenAsked) {
    ASSERT_EQ(::setenv("PGMETA_TEST_KEEP", "1", 1), 0);
    auto connections = get_connections(options);
    const auto name = connections.database();
    connections.teardown();
    ::unsetenv("PGMETA_TEST_KEEP");
    EXPECT_TRUE(database_exists(name));
    test::TestDatabase dropped{name, false};
}

TEST_F(TestConnections, TheAppUserHasTheLeastPrivileges) {
    auto connections = get_connections(options);
    EXPECT_EQ(connections.app().value("SELECT session_user"), "testkit_app");
    EXPECT_EQ(connections.app().value(
                  "SELECT pg_has_role('authenticated', 'member') AND pg_has_role('anonymous', "
                  "'member') AND NOT pg_has_role('administrator', 'member')"),
              "t");
    EXPECT_EQ(connections.admin().value("SELECT pg_has_role('administrator', 'member')"), "t");
}

TEST_F(TestConnections, WhatATestDoesIsTakenBack) {
    auto connections = get_connections(options);
    auto& session = connections.superuser();
    session.before_each();
    session.query("INSERT INTO t VALUES (1)");
    session.one("SELECT id FROM t");
    session.after_each();
    session.none("SELECT id FROM t");
}

TEST_F(TestConnections, WhatIsPublishedIsSeenByOthersAndTheContextStays) {
    auto connections = get_connections(options);
    auto& app = connections.app();
    app.before_each();
    app.auth({.role = {}, .id = "u1"});
    app.query("INSERT INTO t VALUES (1)");
    connections.superuser().none("SELECT id FROM t");
    app.publish();
    EXPECT_EQ(connections.superuser().value("SELECT id FROM t"), "1");
    EXPECT_EQ(app.value("SELECT current_user"), "authenticated");
    EXPECT_EQ(app.value("SELECT current_setting('app.current_user_id')"), "u1");
    app.query("INSERT INTO t VALUES (2)");
    app.after_each();
    connections.superuser().one("SELECT id FROM t");
}

TEST_F(TestConnections, AContextIsRefusedOutsideATransaction) {
    auto connections = get_connections(options);
    EXPECT_FAILS("context-outside-transaction", Fault::usage,
                 connections.app().set_context("authenticated"));
    EXPECT_FAILS("context-outside-transaction", Fault::usage,
                 connections.app().auth({.role = {}, .id = "u"}));
}

TEST_F(TestConnections, AContextEndsWithTheTestAndCanBeCleared) {
    auto connections = get_connections(options);
    auto& app = connections.app();
    app.before_each();
    app.set_context("authenticated", {{"app.tenant_id", "t1"}});
    app.set_context("anonymous");
    EXPECT_EQ(app.value("SELECT current_user || current_setting('app.tenant_id')"), "anonymoust1");
    app.clear_context();
    EXPECT_EQ(app.value("SELECT current_user || current_setting('app.tenant_id')"), "testkit_app");
    app.set_context("authenticated");
    app.after_each();
    EXPECT_EQ(app.value("SELECT current_user"), "testkit_app");
}

TEST_F(TestConnections, ATestThatWasNotEndedIsNotMistakenForTheNext) {
    auto connections = get_connections(options);
    connections.app().before_each();
    EXPECT_FAILS("test-not-ended", Fault::usage, connections.app().before_each());
}

TEST_F(TestConnections, CountRows) {
    auto connections = get_connections(options);
    auto& session = connections.superuser();
    EXPECT_EQ(session.any("SELECT id FROM t").rows(), 0);
    EXPECT_EQ(session.one_or_none("SELECT id FROM t").rows(), 0);
    EXPECT_FAILS("row-count", Fault::database, session.one("SELECT id FROM t"));
    EXPECT_FAILS("row-count", Fault::database, session.many("SELECT id FROM t"));
    session.query("INSERT INTO t VALUES ($1), ($2)", {"1", std::nullopt});
    EXPECT_EQ(session.many("SELECT id FROM t").rows(), 2);
    EXPECT_FAILS("row-count", Fault::database, session.one("SELECT id FROM t"));
    EXPECT_FAILS("row-count", Fault::database, session.one_or_none("SELECT id FROM t"));
    EXPECT_FAILS("row-count", Fault::database, session.none("SELECT id FROM t"));
}

TEST_F(TestConnections, SeedsFillTheDatabase) {
    TempDir dir;
    write_file(dir / "rows.sql", "INSERT INTO t VALUES (1, 'sql');\n");
    write_file(dir / "t.csv", "name,id\n\"c,sv\",2\n");
    options.seeds.push_back(
        seed::composed({seed::sqlfile({dir / "rows.sql"}), seed::csv({{"t", dir / "t.csv"}}),
                        seed::json(R"({"t": [{"id": 3, "name": "json"}, {"name": "default"}]})")}));
    auto connections = get_connections(options);
    EXPECT_EQ(
        connections.superuser().value("SELECT string_agg(id || name, ' ' ORDER BY id) FROM t"),
        "1sql 2c,sv 3json 7default");
}

TEST_F(TestConnections, ASeedThatFailsIsNotSwallowedAndLeavesNoDatabase) {
    std::string name;
    options.seeds.push_back(seed::function([&](TestSession& superuser) {
        name = superuser.value("SELECT current_database()");
        superuser.query("SELECT 1 / 0");
    }));
    EXPECT_FAILS("statement-failed", Fault::database, get_connections(options));
    EXPECT_FALSE(database_exists(name));
}

TEST_F(TestConnections, TheWorkspaceIsDeployedFromATemplateOrByASeed) {
    TempDir dir;
    WorkspaceBuilder ws{dir.path()};
    ws.package("app").change("users");
    ws.write();
    auto seeded = options;
    seeded.seeds = {seed::workspace(dir.path(), {"app"})};
    auto by_seed = get_connections(seeded);
    by_seed.superuser().none("SELECT id FROM \"app/users\"");
    auto copied = options;
    copied.seeds.clear();
    copied.workspace = dir.path();
    auto by_template = get_connections(copied);
    by_template.superuser().none("SELECT id FROM \"app/users\"");
    EXPECT_EQ(by_template.superuser().value("SELECT count(*) FROM pgpm_migrate.changes"), "1");
}

}  // namespace

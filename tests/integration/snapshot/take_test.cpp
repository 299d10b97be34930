// SPDX-License-Identifier: MIT
#include "pgmeta/snapshot/take.hpp"

#include "pgmeta/pg/connection.hpp"
#include "pgmeta/snapshot/compare.hpp"
#include "pgmeta/snapshot/json.hpp"
#include "pgmeta_test/delay_proxy.hpp"
#include "pgmeta_test/test_database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace pgmeta::test {
namespace {

using snapshot::Snapshot;
using testing::Contains;
using testing::IsEmpty;

pg::Connection connect(const std::string& url) {
    return pg::Connection::open(pg::ConnInfo::parse(url));
}

Snapshot take(const TestDatabase& database, std::string_view user = "postgres") {
    auto connection = connect(database.url(user));
    return snapshot::take(connection);
}

std::vector<std::string> identities(const Snapshot& snapshot) {
    std::vector<std::string> result;
    for (const auto& object : snapshot.objects)
        result.push_back(object.identity);
    return result;
}

/// One of nearly everything.
constexpr const char* objects =
    "CREATE SCHEMA app; CREATE TYPE app.mood AS ENUM ('sad', 'ok');"
    "CREATE DOMAIN app.small AS int CHECK (VALUE < 9);"
    "CREATE TYPE app.pair AS (a int, b text); CREATE TYPE app.span AS RANGE (subtype = int4);"
    "CREATE TABLE app.t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, m app.mood,"
    " day timestamptz DEFAULT '2026-01-01 00:00+00', s serial, bytes bytea DEFAULT '\\x01ff');"
    "CREATE INDEX by_mood ON app.t (m); ALTER TABLE app.t ENABLE ROW LEVEL SECURITY;"
    "CREATE POLICY own ON app.t USING (s = 1); CREATE VIEW app.v AS SELECT id FROM app.t;"
    "CREATE FUNCTION app.f(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT a; END;"
    "CREATE PUBLICATION p FOR TABLE app.t;"
    "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
    "CREATE STATISTICS app.st ON id, s FROM app.t;"
    "CREATE SUBSCRIPTION sub CONNECTION 'dbname=none' PUBLICATION a"
    " WITH (connect = false, slot_name = none);"
    "GRANT SELECT ON app.t TO PUBLIC; COMMENT ON TABLE app.t IS 'people';";

TEST(SnapshotTake, IsOneRoundTrip) {
    const TestDatabase database;
    const DelayProxy proxy;
    auto connection = connect(proxy.url(database.name()));
    const auto before = proxy.round_trips();
    snapshot::take(connection);
    EXPECT_EQ(proxy.round_trips() - before, 1);
}

TEST(SnapshotTake, IsTheSameForARoleWithoutAnyPrivilege) {
    TestDatabase database;
    const auto role = unique_name("reader");
    database.query(objects);
    database.query("REVOKE ALL ON SCHEMA public FROM PUBLIC; CREATE ROLE " + role + " LOGIN");
    const auto difference = compare(take(database), take(database, role));
    database.query("DROP SUBSCRIPTION sub");
    drop_roles(database, {role});
    EXPECT_TRUE(difference.empty());
}

TEST(SnapshotTake, WorksInAReadOnlySession) {
    const TestDatabase database;
    auto connection = connect(database.url());
    connection.query("SET default_transaction_read_only = on");
    EXPECT_THAT(identities(snapshot::take(connection)), Contains("public"));
}

TEST(SnapshotTake, SeesTheTransactionItIsInAndLeavesItAsItWas) {
    const TestDatabase database;
    auto connection = connect(database.url());
    connection.query(
        "BEGIN; CREATE SCHEMA app; SET LOCAL search_path = app; CREATE TABLE t (a int);"
        "SET LOCAL timezone = 'Asia/Tokyo'");
    EXPECT_THAT(identities(snapshot::take(connection)), Contains("app.t"));
    EXPECT_TRUE(connection.in_transaction());
    EXPECT_EQ(connection.query("SHOW search_path").text(0, 0), "app");
    EXPECT_EQ(connection.query("SHOW timezone").text(0, 0), "Asia/Tokyo");
    connection.query("COMMIT");
    EXPECT_EQ(compare(take(database), snapshot::take(connection)).empty(), true);
}

TEST(SnapshotTake, LeavesNoTransactionOpenWhenItFails) {
    const TestDatabase database;
    auto connection = connect(database.url());
    connection.query("SET statement_timeout = 1; SET temp_buffers = 100");
    try {
        for (int i = 0; i < 1000; ++i)
            snapshot::take(connection);
        FAIL() << "a statement of more than 1 ms was expected";
    } catch (const Error& error) {
        EXPECT_EQ(error.sqlstate(), "57014");
    }
    EXPECT_FALSE(connection.in_transaction());
    EXPECT_EQ(connection.query("SELECT 1").text(0, 0), "1");
}

TEST(SnapshotTake, DoesNotDependOnTheSessionsSettings) {
    TestDatabase database;
    database.query(objects);
    auto connection = connect(database.url());
    connection.query(
        "SET search_path = app, public; SET datestyle = 'German'; SET timezone = 'Asia/Tokyo';"
        "SET quote_all_identifiers = on; SET bytea_output = 'escape'; SET intervalstyle = 'iso_8601'");
    const auto difference = compare(take(database), snapshot::take(connection));
    database.query("DROP SUBSCRIPTION sub");
    EXPECT_TRUE(difference.empty());
}

TEST(SnapshotTake, DoesNotDependOnHowObjectsCameAbout) {
    TestDatabase one;
    TestDatabase other;
    one.query(
        "CREATE SCHEMA a; CREATE SCHEMA b; CREATE TABLE a.t (x int, y int);"
        "CREATE TABLE b.t (x int); CREATE INDEX i ON a.t (x); CREATE INDEX j ON a.t (y);"
        "GRANT SELECT, INSERT ON a.t TO PUBLIC; CREATE FUNCTION a.f() RETURNS int LANGUAGE sql "
        "AS 'SELECT 1'");
    other.query(
        "CREATE SCHEMA b; CREATE FUNCTION b.f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
        "CREATE TABLE b.t (gone int, x int); CREATE SCHEMA a; ALTER TABLE b.t DROP gone;"
        "CREATE TABLE b.u (x int); ALTER TABLE b.u SET SCHEMA a; ALTER TABLE a.u RENAME TO t;"
        "ALTER TABLE a.t ADD y int; CREATE INDEX j ON a.t (y); CREATE INDEX i ON a.t (x);"
        "GRANT INSERT ON a.t TO PUBLIC; GRANT SELECT ON a.t TO PUBLIC;"
        "ALTER FUNCTION b.f SET SCHEMA a");
    EXPECT_TRUE(compare(take(one), take(other)).empty());
    EXPECT_EQ(take(one).objects, take(other).objects);
}

TEST(SnapshotTake, LeavesMembersOfExtensionsAway) {
    TestDatabase database;
    database.query("CREATE SCHEMA ext");
    const auto before = take(database);
    database.query(
        "CREATE EXTENSION hstore SCHEMA ext; CREATE EXTENSION citext SCHEMA ext;"
        "CREATE EXTENSION pg_stat_statements SCHEMA ext; CREATE EXTENSION btree_gist "
        "SCHEMA ext; CREATE EXTENSION unaccent SCHEMA ext; CREATE EXTENSION postgres_fdw");
    const auto difference = compare(before, take(database));
    EXPECT_TRUE(std::all_of(difference.added.begin(), difference.added.end(),
                            [](const auto& one) { return one.kind == snapshot::Kind::extension; }));
    EXPECT_EQ(difference.added.size(), 6U);
    EXPECT_THAT(difference.removed, IsEmpty());
    EXPECT_THAT(difference.changed, IsEmpty());
}

TEST(SnapshotTake, HoldsNoPasswordOfServers) {
    TestDatabase database;
    database.query(
        "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
        "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (password 'hidden');"
        "CREATE SUBSCRIPTION sub CONNECTION 'dbname=none password=hidden' PUBLICATION a "
        "WITH (connect = false, slot_name = none)");
    const auto text = to_json(take(database)).dump();
    database.query("DROP SUBSCRIPTION sub");
    EXPECT_EQ(text.find("hidden"), std::string::npos);
    EXPECT_NE(text.find("public on s"), std::string::npos);
}

TEST(SnapshotTake, SurvivesJsonUnchanged) {
    TestDatabase database;
    database.query(objects);
    const auto taken = take(database);
    const auto read = snapshot::from_json(to_json(taken).dump(), "test");
    database.query("DROP SUBSCRIPTION sub");
    EXPECT_EQ(read.objects, taken.objects);
}

TEST(SnapshotTake, ReadsBodiesOfADatabaseWithoutAnEncoding) {
    TestDatabase maker;
    const TestDatabase database{unique_name("ascii"), false};
    maker.query("CREATE DATABASE " + database.name() +
                " ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0");
    auto session = database.connect();
    session.query(
        "SET client_encoding = 'SQL_ASCII'; CREATE FUNCTION f() RETURNS text LANGUAGE sql "
        "AS 'SELECT ''\xff'''");
    EXPECT_THAT(identities(take(database)), Contains("public.f()"));
}

}  // namespace
}  // namespace pgmeta::test

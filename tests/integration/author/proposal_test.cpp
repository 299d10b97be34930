// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/proposal.hpp"

#include "pgmeta/pg/connection.hpp"
#include "pgmeta/snapshot/compare.hpp"
#include "pgmeta/snapshot/take.hpp"
#include "pgmeta_test/test_database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

// Proposed scripts on a real server: deploying, verifying and reverting leave the catalog as it
// was, and verifying notices when something is gone.

namespace {

using pgmeta::sqltext::propose;
using pgmeta::test::TestDatabase;
using testing::HasSubstr;
using testing::IsEmpty;

struct Case {
    std::string name;
    std::string deploy;
    /// Each damages what was deployed; `ROLE` is a role that is there.
    std::vector<std::string> damages;
};

std::ostream& operator<<(std::ostream& stream, const Case& kind) {
    return stream << kind.name;
}

/// What every case can build on.
constexpr const char* there =
    "CREATE SCHEMA old; CREATE TYPE old.mood AS ENUM ('so', 'la'); "
    "CREATE TABLE old.people (id int PRIMARY KEY, name text, mood old.mood NOT NULL); "
    "CREATE FUNCTION old.tg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; "
    "CREATE FUNCTION old.f(a int, b text) RETURNS int LANGUAGE sql AS 'SELECT 1'; "
    "CREATE SEQUENCE old.s";

const std::vector<Case> cases{
    {"Schema", "CREATE SCHEMA \"New One\"", {"DROP SCHEMA \"New One\""}},
    {"Table",
     "CREATE TABLE old.t (id serial PRIMARY KEY, \"Select\" int REFERENCES old.people, x int UNIQUE, "
     "CHECK (x > 0)); CREATE INDEX t_x ON old.t (x); COMMENT ON TABLE old.t IS 't'; "
     "COMMENT ON COLUMN old.t.x IS 'x'; GRANT SELECT ON old.t TO ROLE; "
     "ALTER TABLE old.t ENABLE ROW LEVEL SECURITY",
     {"DROP TABLE old.t", "DROP INDEX old.t_x", "ALTER TABLE old.t DROP \"Select\"",
      "REVOKE SELECT ON old.t FROM ROLE", "ALTER TABLE old.t DISABLE ROW LEVEL SECURITY"}},
    {"TablesThatReferToEachOther",
     "CREATE TABLE old.a (id int PRIMARY KEY); CREATE TABLE old.b (id int PRIMARY KEY REFERENCES old.a);"
     "ALTER TABLE old.a ADD CONSTRAINT back FOREIGN KEY (id) REFERENCES old.b DEFERRABLE",
     {"DROP TABLE old.b CASCADE", "ALTER TABLE old.a DROP CONSTRAINT back"}},
    {"TableOfAQuery", "CREATE TABLE old.q AS SELECT id FROM old.people", {"DROP TABLE old.q"}},
    {"BareNames",
     "SET search_path TO old; CREATE TABLE t (m mood); CREATE VIEW v AS SELECT m FROM t",
     {"DROP VIEW old.v"}},
    {"AlterTable",
     "ALTER TABLE old.people ADD COLUMN a int, ADD COLUMN b old.mood, ADD CONSTRAINT c CHECK (a > 0), "
     "ALTER COLUMN name SET NOT NULL, ALTER COLUMN mood DROP NOT NULL, ENABLE ROW LEVEL SECURITY, "
     "FORCE ROW LEVEL SECURITY; COMMENT ON COLUMN old.people.name IS 'it''s one'",
     {"ALTER TABLE old.people DROP a", "ALTER TABLE old.people DROP CONSTRAINT c",
      "ALTER TABLE old.people ALTER name DROP NOT NULL",
      "ALTER TABLE old.people ALTER mood SET NOT NULL",
      "ALTER TABLE old.people DISABLE ROW LEVEL SECURITY",
      "ALTER TABLE old.people NO FORCE ROW LEVEL SECURITY",
      "COMMENT ON COLUMN old.people.name IS NULL"}},
    {"Rename",
     "ALTER TABLE old.people RENAME TO folks; ALTER TABLE old.folks RENAME COLUMN name TO title",
     {"ALTER TABLE old.folks RENAME TO people", "ALTER TABLE old.folks RENAME title TO name"}},
    {"Index",
     "CREATE UNIQUE INDEX \"I\" ON old.people (name) WHERE id > 0; COMMENT ON INDEX old.\"I\" IS 'x'",
     {"DROP INDEX old.\"I\""}},
    {"Sequence", "CREATE SEQUENCE old.n START 5", {"DROP SEQUENCE old.n"}},
    {"Types",
     "CREATE TYPE old.e AS ENUM ('one', 'it''s'); CREATE TYPE old.c AS (x int, m old.mood); "
     "CREATE TYPE old.r AS RANGE (subtype = int); COMMENT ON TYPE old.e IS 'e'; "
     "GRANT USAGE ON TYPE old.c TO ROLE",
     {"DROP TYPE old.e", "ALTER TYPE old.e RENAME VALUE 'one' TO 'two'", "DROP TYPE old.c",
      "DROP TYPE old.r"}},
    {"Domain", "CREATE DOMAIN old.email AS text CHECK (VALUE ~ '@')", {"DROP DOMAIN old.email"}},
    {"Functions",
     "CREATE OR REPLACE FUNCTION old.g(a int, m old.mood[], OUT c int, VARIADIC b text[]) "
     "LANGUAGE sql AS 'SELECT 1'; "
     "CREATE PROCEDURE old.p(a bigint, b \"char\"[], c char, d interval day, \"values\" varchar(3)) LANGUAGE sql AS 'SELECT 1'; "
     "CREATE FUNCTION old.h() RETURNS TABLE (y int) LANGUAGE plpgsql AS 'BEGIN END'; "
     "REVOKE ALL ON FUNCTION old.h() FROM PUBLIC; GRANT EXECUTE ON FUNCTION old.h() TO ROLE",
     {"DROP FUNCTION old.h()", "DROP PROCEDURE old.p",
      "GRANT EXECUTE ON FUNCTION old.h() TO PUBLIC",
      "REVOKE EXECUTE ON FUNCTION old.h() FROM ROLE"}},
    {"Views",
     "CREATE VIEW old.v (a) AS SELECT id FROM old.people; "
     "CREATE MATERIALIZED VIEW old.m AS SELECT a FROM old.v; COMMENT ON VIEW old.v IS 'v'",
     {"DROP VIEW old.v CASCADE", "DROP MATERIALIZED VIEW old.m"}},
    {"Trigger",
     "CREATE TRIGGER t BEFORE INSERT ON old.people FOR EACH ROW EXECUTE FUNCTION old.tg()",
     {"DROP TRIGGER t ON old.people"}},
    {"TriggerOfOnesOwn",
     "CREATE TABLE old.t (); CREATE FUNCTION old.mine() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'; "
     "CREATE TRIGGER t BEFORE INSERT ON old.t FOR EACH ROW EXECUTE FUNCTION old.mine()",
     {"DROP TRIGGER t ON old.t"}},
    {"Policy",
     "CREATE POLICY \"who may\" ON old.people FOR SELECT TO ROLE USING (id > 0)",
     {"DROP POLICY \"who may\" ON old.people"}},
    {"Rule",
     "CREATE RULE r AS ON DELETE TO old.people DO INSTEAD NOTHING",
     {"DROP RULE r ON old.people"}},
    {"Grants",
     "GRANT SELECT, UPDATE (name) ON old.people TO ROLE; GRANT USAGE ON SCHEMA old TO ROLE WITH GRANT OPTION; "
     "GRANT ALL ON SEQUENCE old.s TO ROLE; GRANT INSERT ON old.people TO PUBLIC",
     {"REVOKE SELECT ON old.people FROM ROLE", "REVOKE UPDATE (name) ON old.people FROM ROLE",
      "REVOKE USAGE ON SCHEMA old FROM ROLE",
      "REVOKE GRANT OPTION FOR USAGE ON SCHEMA old FROM ROLE",
      "REVOKE USAGE ON SEQUENCE old.s FROM ROLE", "REVOKE INSERT ON old.people FROM PUBLIC"}},
    {"Aggregates",
     "CREATE AGGREGATE old.total (int) (sfunc = int4pl, stype = int); "
     "CREATE AGGREGATE old.number (*) (sfunc = int8inc, stype = int8, initcond = '0'); "
     "CREATE AGGREGATE old.middle (float8 ORDER BY float8) (sfunc = ordered_set_transition, "
     "stype = internal, finalfunc = percentile_cont_float8_final); "
     "GRANT EXECUTE ON FUNCTION old.total(int) TO ROLE",
     {"DROP AGGREGATE old.total(int)", "DROP AGGREGATE old.number(*)",
      "DROP AGGREGATE old.middle(float8 ORDER BY float8)",
      "REVOKE EXECUTE ON FUNCTION old.total(int) FROM ROLE, PUBLIC"}},
    {"Operators",
     "CREATE OPERATOR old.=== (leftarg = int, rightarg = bigint, function = int48eq); "
     "CREATE OPERATOR old.@# (rightarg = int, function = int4abs)",
     {"DROP OPERATOR old.=== (int, bigint)", "DROP OPERATOR old.@# (NONE, int)"}},
    {"DefaultPrivileges",
     "ALTER DEFAULT PRIVILEGES IN SCHEMA old GRANT SELECT, INSERT ON TABLES TO ROLE WITH GRANT OPTION; "
     "ALTER DEFAULT PRIVILEGES FOR USER ROLE GRANT ALL ON SEQUENCES TO PUBLIC; "
     "ALTER DEFAULT PRIVILEGES IN SCHEMA old GRANT EXECUTE ON FUNCTIONS TO ROLE",
     {"ALTER DEFAULT PRIVILEGES IN SCHEMA old REVOKE INSERT ON TABLES FROM ROLE",
      "ALTER DEFAULT PRIVILEGES IN SCHEMA old REVOKE GRANT OPTION FOR SELECT ON TABLES FROM ROLE",
      "ALTER DEFAULT PRIVILEGES FOR USER ROLE REVOKE USAGE ON SEQUENCES FROM PUBLIC",
      "ALTER DEFAULT PRIVILEGES IN SCHEMA old REVOKE EXECUTE ON FUNCTIONS FROM ROLE"}},
    {"Comments",
     "COMMENT ON SCHEMA old IS 's'; COMMENT ON FUNCTION old.f(int, text) IS 'f'; "
     "COMMENT ON TYPE old.mood IS 'm'; COMMENT ON TABLE old.people IS E'a\\\\b'; COMMENT ON SEQUENCE old.s IS 's'; "
     "COMMENT ON CONSTRAINT people_pkey ON old.people IS 'c'",
     {"COMMENT ON SCHEMA old IS NULL", "COMMENT ON FUNCTION old.f IS NULL",
      "COMMENT ON TYPE old.mood IS 'n'", "COMMENT ON TABLE old.people IS NULL",
      "DROP FUNCTION old.f", "COMMENT ON CONSTRAINT people_pkey ON old.people IS NULL"}},
    {"CommentsThatGoWithTheirObjects",
     "CREATE POLICY p ON old.people; COMMENT ON POLICY p ON old.people IS 'p'; "
     "CREATE TABLE old.t (CONSTRAINT c CHECK (true)); COMMENT ON CONSTRAINT c ON old.t IS 'c'; "
     "CREATE TRIGGER t BEFORE INSERT ON old.t FOR EACH ROW EXECUTE FUNCTION old.tg(); "
     "COMMENT ON TRIGGER t ON old.t IS 't'",
     {"DROP POLICY p ON old.people"}},
    {"Extension",
     "CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA old",
     {"DROP EXTENSION pg_trgm"}},
};

std::string with_role(std::string sql, const std::string& role) {
    for (auto at = sql.find("ROLE"); at != std::string::npos; at = sql.find("ROLE", at + 1)) {
        const bool word = at > 0 && sql[at - 1] == ' ' &&
                          (at + 4 == sql.size() || sql[at + 4] == ' ' || sql[at + 4] == ';');
        if (word) sql.replace(at, 4, role);
    }
    return sql;
}

/// What differs between two catalogs; empty when nothing does.
std::string difference(const pgmeta::snapshot::Snapshot& before,
                       const pgmeta::snapshot::Snapshot& after) {
    const auto found = pgmeta::snapshot::compare(before, after);
    std::string result;
    for (const auto& one : found.removed)
        result += "- " + one.identity + "\n";
    for (const auto& one : found.added)
        result += "+ " + one.identity + "\n";
    for (const auto& one : found.changed)
        result += "~ " + one.identity + " " + one.attributes.front().name + "\n";
    return result;
}

class ProposalTest : public testing::Test {
protected:
    ProposalTest() : role{pgmeta::test::unique_name("reader")} {
        database.query("CREATE ROLE " + role);
        database.query(there);
    }

    ~ProposalTest() override {
        database.query("DROP OWNED BY " + role);
        database.query("DROP ROLE " + role);
    }

    pgmeta::snapshot::Snapshot catalog() {
        auto connection =
            pgmeta::pg::Connection::open(pgmeta::pg::ConnInfo::parse(database.url()), {});
        return pgmeta::snapshot::take(connection);
    }

    /// Runs a script in a session of its own, as deploying does.
    void run(const std::string& sql) { database.connect().query(sql); }

    TestDatabase database;
    std::string role;
};

class Proposed : public ProposalTest, public testing::WithParamInterface<Case> {};

TEST_P(Proposed, ScriptsTakeBackAndNotice) {
    const auto deploy = with_role(GetParam().deploy, role);
    const auto proposal = propose(deploy);
    for (const auto& doubt : proposal.doubts)
        EXPECT_FALSE(doubt.in_revert || doubt.in_verify) << doubt.statement << ": " << doubt.reason;
    EXPECT_ANY_THROW(run(proposal.verify)) << "before it is deployed";
    const auto before = catalog();
    run(deploy);
    const auto deployed = catalog();
    EXPECT_NO_THROW(run(proposal.verify)) << proposal.verify;
    run(proposal.revert);
    EXPECT_EQ(difference(before, catalog()), "") << proposal.revert;
    run(deploy);
    EXPECT_EQ(difference(deployed, catalog()), "");
    EXPECT_NO_THROW(run(proposal.verify));
    for (const auto& damage : GetParam().damages)
        EXPECT_ANY_THROW(
            run("BEGIN; " + with_role(damage, role) + "; " + proposal.verify + "; ROLLBACK"))
            << damage << "\n"
            << proposal.verify;
    EXPECT_NO_THROW(run(proposal.revert));
}

std::string name_of(const testing::TestParamInfo<Case>& each) {
    return each.param.name;
}

INSTANTIATE_TEST_SUITE_P(EveryKind, Proposed, testing::ValuesIn(cases), name_of);

TEST_F(ProposalTest, WhatIsNotDerivedFailsAndIsSaid) {
    for (const std::string sql :
         {"INSERT INTO old.people VALUES (1, 'a', 'so');", "DO $$BEGIN PERFORM 1; END$$;",
          "SELECT old.f(1, 'a');", "DROP SEQUENCE old.s;",
          "ALTER TABLE old.people ALTER COLUMN name SET DEFAULT 'x';",
          "ALTER TABLE old.people ADD CHECK (id > 0);", "CREATE INDEX ON old.people (name);",
          "ALTER TABLE old.people RENAME id TO i; ALTER TABLE old.people RENAME TO folks;",
          "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;",
          "CREATE AGGREGATE old.agg (BASETYPE = int, SFUNC = int4pl, STYPE = int);",
          "CREATE COLLATION old.c (locale = 'C');"}) {
        const auto proposal = propose(sql);
        ASSERT_EQ(proposal.doubts.size(), 1U) << sql;
        const auto& doubt = proposal.doubts.front();
        EXPECT_TRUE(doubt.in_revert || doubt.in_verify) << sql;
        EXPECT_THAT(proposal.revert + proposal.verify, HasSubstr("NOT DERIVED, line 1"));
        if (doubt.in_revert) {
            EXPECT_ANY_THROW(run(proposal.revert)) << sql;
        }
        if (doubt.in_verify) {
            EXPECT_ANY_THROW(run(proposal.verify)) << sql;
        }
    }
}

TEST_F(ProposalTest, RowsOfATableThatMayHaveBeenThereAreNotDropped) {
    const auto table = propose("CREATE TABLE IF NOT EXISTS old.people (id int);");
    EXPECT_TRUE(table.doubts.front().in_revert);
    EXPECT_ANY_THROW(run(table.revert));
    EXPECT_NO_THROW(run(table.verify));
    const auto column = propose("ALTER TABLE old.people ADD COLUMN IF NOT EXISTS name text;");
    EXPECT_TRUE(column.doubts.front().in_revert);
    EXPECT_EQ(database.value("SELECT count(name) FROM old.people"), "0");
}

TEST_F(ProposalTest, WhatLeavesNothingBehindNeedsNothing) {
    const auto proposal = propose("BEGIN; SET statement_timeout = 0; COMMIT;");
    EXPECT_THAT(proposal.doubts, IsEmpty());
    EXPECT_EQ(proposal.revert + proposal.verify, "");
}

}  // namespace

// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/script.hpp"

#include <gtest/gtest.h>

// Which statements can be followed by the next script without resetting the session.

namespace pgmeta::sqltext {
namespace {

bool keeps(const char* sql) {
    const auto script = scan(sql);
    EXPECT_EQ(script.statements.size(), 1U) << sql;
    return !script.statements.empty() && script.statements.front().keeps_session;
}

TEST(KeepsSession, WhatOnlyDefines) {
    for (const auto* sql :
         {"CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path = a AS 'SELECT 1'",
          "create or replace procedure p() begin atomic select 1; end",
          "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b int DEFAULT 1)",
          "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED)",
          "CREATE TEMP TABLE t (a int)", "CREATE UNIQUE INDEX i ON t (lower(a))",
          "CREATE VIEW v AS SELECT f()", "CREATE RECURSIVE VIEW v (a) AS SELECT 1",
          "CREATE SEQUENCE s", "CREATE SCHEMA a", "CREATE TYPE t AS ENUM ('a')",
          "CREATE DOMAIN d AS int CHECK (value > 0)",
          "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()",
          "CREATE POLICY p ON t USING (f(a))", "COMMENT ON TABLE t IS 'x'",
          "GRANT SELECT ON t TO r", "REVOKE ALL ON t FROM PUBLIC"})
        EXPECT_TRUE(keeps(sql)) << sql;
}

TEST(KeepsSession, NothingThatSetsOrRunsSomething) {
    for (const auto* sql :
         {"SET search_path = a", "RESET ALL", "SELECT set_config('a.b', 'c', false)",
          "DO $$ BEGIN END $$", "CALL p()", "PREPARE q AS SELECT 1", "DISCARD PLANS",
          "CREATE TABLE t AS SELECT f()", "CREATE TABLE t (a) AS TABLE v",
          "CREATE TABLE always AS SELECT f()", "CREATE TABLE t PARTITION OF p DEFAULT",
          "CREATE MATERIALIZED VIEW v AS SELECT f()", "CREATE EXTENSION e",
          "CREATE EVENT TRIGGER t ON ddl_command_end EXECUTE FUNCTION f()",
          "CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING",
          "ALTER TABLE t ADD COLUMN a int DEFAULT f()", "INSERT INTO t VALUES (f())",
          "LOAD 'auto_explain'", "DROP TABLE t"})
        EXPECT_FALSE(keeps(sql)) << sql;
}

}  // namespace
}  // namespace pgmeta::sqltext

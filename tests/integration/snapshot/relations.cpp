// SPDX-License-Identifier: MIT
#include "changes.hpp"

namespace pgmeta::test {

std::vector<Changes> changes_of_relations() {
    return {
        {"Tables",
         "CREATE ROLE snap_a; CREATE ROLE snap_b;"
         "CREATE TABLE app.t (id int NOT NULL, note text); CREATE UNIQUE INDEX i ON app.t (id);",
         {
             {"CREATE TABLE app.u (a int PRIMARY KEY)",
              "+ table app.u\n+ column app.u.a\n+ constraint u_pkey on app.u"},
             {"ALTER TABLE app.t OWNER TO snap_a", "~ table app.t: owner: postgres -> snap_a"},
             {"ALTER TABLE app.t SET UNLOGGED", "~ table app.t: unlogged: (none) -> yes"},
             {"ALTER TABLE app.t SET (fillfactor = 70, autovacuum_enabled = off)",
              "~ table app.t: options: (none) -> autovacuum_enabled=off, fillfactor=70"},
             {"ALTER TABLE app.t SET (toast.autovacuum_enabled = off)",
              "~ table app.t: toast options: (none) -> autovacuum_enabled=off"},
             {"ALTER TABLE app.t REPLICA IDENTITY FULL",
              "~ table app.t: replica identity: (none) -> full"},
             {"ALTER TABLE app.t REPLICA IDENTITY USING INDEX i",
              "~ table app.t: replica identity: (none) -> index app.i"},
             {"ALTER TABLE app.t ENABLE ROW LEVEL SECURITY",
              "~ table app.t: row security: (none) -> enabled"},
             {"ALTER TABLE app.t FORCE ROW LEVEL SECURITY",
              "~ table app.t: row security for the owner: (none) -> yes"},
             {"COMMENT ON TABLE app.t IS 'people'", "~ table app.t: comment: (none) -> people"},
             {"GRANT SELECT, INSERT ON app.t TO snap_a",
              "~ table app.t: granted to snap_a: (none) -> SELECT, INSERT"},
             {"GRANT SELECT ON app.t TO snap_a WITH GRANT OPTION",
              "~ table app.t: granted to snap_a: (none) -> SELECT*"},
             {"GRANT SELECT ON app.t TO PUBLIC",
              "~ table app.t: granted to PUBLIC: (none) -> SELECT"},
             {"REVOKE DELETE ON app.t FROM postgres",
              "~ table app.t: revoked from postgres: (none) -> DELETE"},
             {"GRANT SELECT ON app.t TO snap_a; REVOKE SELECT ON app.t FROM snap_a", ""},
             {"ALTER TABLE app.t OWNER TO snap_a; ALTER TABLE app.t OWNER TO postgres", ""},
             {"INSERT INTO app.t VALUES (1, 'data is not seen'); ANALYZE app.t", ""},
             {"CREATE TABLE app.typed OF app.row_type", "+ table app.typed\n+ column app.typed.a"},
             {"CREATE TEMPORARY TABLE passing (a int)", ""},
         }},
        {"Inheritance",
         "CREATE TABLE app.a (id int); CREATE TABLE app.b (id int);",
         {
             {"ALTER TABLE app.b INHERIT app.a", "~ table app.b: inherits: (none) -> app.a"},
         }},
        {"Partitions",
         "CREATE TABLE app.p (id int) PARTITION BY RANGE (id); CREATE TABLE app.q (id int);"
         "CREATE TABLE app.p1 PARTITION OF app.p FOR VALUES FROM (1) TO (10);"
         "CREATE INDEX pi ON ONLY app.p (id); CREATE INDEX p1i ON app.p1 (id);"
         "CREATE FUNCTION app.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
         "CREATE TRIGGER tr AFTER INSERT ON app.p FOR EACH ROW EXECUTE FUNCTION app.f();",
         {
             {"ALTER TABLE app.p ATTACH PARTITION app.q FOR VALUES FROM (10) TO (20)",
              "+ index app.q_id_idx\n"
              "~ table app.q: partition of: (none) -> app.p\n"
              "~ table app.q: partition bound: (none) -> FOR VALUES FROM (10) TO (20)\n"
              "~ column app.q.id: inherited: (none) -> yes"},
             {"ALTER INDEX app.pi ATTACH PARTITION app.p1i",
              "~ index app.pi: valid: no -> (none)\n"
              "~ index app.p1i: partition of: (none) -> app.pi"},
             {"DROP TABLE app.p CASCADE; CREATE TABLE app.p (id int) PARTITION BY LIST (id)",
              "- index app.pi\n- trigger tr on app.p\n"
              "- table app.p1\n- column app.p1.id\n- index app.p1i\n"
              "~ table app.p: partition key: RANGE (id) -> LIST (id)"},
             {"ALTER TABLE app.p1 DISABLE TRIGGER tr", "+ trigger tr on app.p1"},
             {"CREATE TABLE app.p2 PARTITION OF app.p FOR VALUES FROM (10) TO (20)",
              "+ table app.p2\n+ column app.p2.id\n+ index app.p2_id_idx"},
         }},
        {"Columns",
         "CREATE ROLE snap_a; CREATE TABLE app.t (a int, b text, c text DEFAULT 'x');"
         "CREATE TABLE app.gone (a int, unwanted int, b int);",
         {
             {"ALTER TABLE app.t ADD d numeric(10, 2) NOT NULL", "+ column app.t.d"},
             {"ALTER TABLE app.t DROP a", "- column app.t.a"},
             {"ALTER TABLE app.gone DROP unwanted; ALTER TABLE app.gone ADD unwanted int",
              "~ column app.gone.b: position: 3 -> 2\n"
              "~ column app.gone.unwanted: position: 2 -> 3"},
             {"DROP TABLE app.t; CREATE TABLE app.t (b text, a int, c text DEFAULT 'x')",
              "~ column app.t.b: position: 2 -> 1\n~ column app.t.a: position: 1 -> 2"},
             {"ALTER TABLE app.t RENAME a TO z", "- column app.t.a\n+ column app.t.z"},
             {"ALTER TABLE app.t ALTER a TYPE bigint", "~ column app.t.a: type: integer -> bigint"},
             {"ALTER TABLE app.t ALTER b TYPE varchar(9)",
              "~ column app.t.b: type: text -> character varying(9)"},
             {"ALTER TABLE app.t ALTER b TYPE text COLLATE \"C\"",
              "~ column app.t.b: collation: (none) -> pg_catalog.\"C\""},
             {"ALTER TABLE app.t ALTER a SET NOT NULL",
              "~ column app.t.a: not null: (none) -> yes"},
             {"ALTER TABLE app.t ALTER c SET DEFAULT 'y'",
              "~ column app.t.c: default: 'x'::text -> 'y'::text"},
             {"ALTER TABLE app.t ALTER c DROP DEFAULT",
              "~ column app.t.c: default: 'x'::text -> (none)"},
             {"ALTER TABLE app.t DROP c, ADD c text GENERATED ALWAYS AS (b || '!') STORED",
              "~ column app.t.c: default: 'x'::text -> (none)\n"
              "~ column app.t.c: generated: (none) -> (b || '!'::text) stored"},
             {"ALTER TABLE app.t ALTER a SET NOT NULL,"
              " ALTER a ADD GENERATED BY DEFAULT AS IDENTITY",
              "+ sequence app.t_a_seq\n"
              "~ column app.t.a: not null: (none) -> yes\n"
              "~ column app.t.a: identity: (none) -> by default"},
             {"ALTER TABLE app.t ALTER b SET STORAGE external",
              "~ column app.t.b: storage: (none) -> external"},
             {"ALTER TABLE app.t ALTER b SET STATISTICS 7",
              "~ column app.t.b: statistics target: (none) -> 7"},
             {"ALTER TABLE app.t ALTER b SET (n_distinct = 5)",
              "~ column app.t.b: options: (none) -> n_distinct=5"},
             {"COMMENT ON COLUMN app.t.b IS 'two\nlines'",
              "~ column app.t.b: comment: (none) -> two\nlines"},
             {"GRANT UPDATE (b) ON app.t TO snap_a",
              "~ column app.t.b: granted to snap_a: (none) -> UPDATE"},
             {"ALTER TYPE app.row_type ALTER ATTRIBUTE a TYPE bigint",
              "~ column app.row_type.a: type: integer -> bigint"},
         }},
        {"Constraints",
         "CREATE TABLE app.r (id int PRIMARY KEY);"
         "CREATE TABLE app.t (a int, b int CONSTRAINT small CHECK (b < 9));"
         "ALTER TABLE app.t ADD CONSTRAINT link FOREIGN KEY (a) REFERENCES app.r;"
         "CREATE DOMAIN app.d AS int CONSTRAINT small CHECK (VALUE < 9);",
         {
             {"ALTER TABLE app.t DROP CONSTRAINT small", "- constraint small on app.t"},
             {"ALTER TABLE app.t DROP CONSTRAINT small, ADD CONSTRAINT small CHECK (b < 8)",
              "~ constraint small on app.t: definition: CHECK ((b < 9)) -> CHECK ((b < 8))"},
             {"ALTER TABLE app.t DROP CONSTRAINT small, ADD CONSTRAINT small CHECK (b < 9) NOT VALID",
              "~ constraint small on app.t: definition: "
              "CHECK ((b < 9)) -> CHECK ((b < 9)) NOT VALID"},
             {"ALTER TABLE app.t ALTER CONSTRAINT link DEFERRABLE",
              "~ constraint link on app.t: definition: FOREIGN KEY (a) REFERENCES app.r(id) -> "
              "FOREIGN KEY (a) REFERENCES app.r(id) DEFERRABLE"},
             {"ALTER INDEX app.r_pkey SET (fillfactor = 50)",
              "~ constraint r_pkey on app.r: options: (none) -> fillfactor=50"},
             {"CLUSTER app.r USING r_pkey",
              "~ constraint r_pkey on app.r: clustered: (none) -> yes"},
             {"COMMENT ON CONSTRAINT small ON app.t IS 'why'",
              "~ constraint small on app.t: comment: (none) -> why"},
             {"ALTER TABLE app.t ADD EXCLUDE USING btree (a WITH =)",
              "+ constraint t_a_excl on app.t"},
             {"ALTER DOMAIN app.d DROP CONSTRAINT small", "- constraint small on app.d"},
             {"COMMENT ON CONSTRAINT small ON DOMAIN app.d IS 'why'",
              "~ constraint small on app.d: comment: (none) -> why"},
         }},
        {"Indexes",
         "CREATE TABLE app.t (a int, b text); CREATE INDEX i ON app.t (a);",
         {
             {"CREATE UNIQUE INDEX u ON app.t (lower(b)) WHERE a > 1", "+ index app.u"},
             {"DROP INDEX app.i; CREATE INDEX i ON app.t (a DESC) INCLUDE (b)",
              "~ index app.i: definition: CREATE INDEX i ON app.t USING btree (a) -> "
              "CREATE INDEX i ON app.t USING btree (a DESC) INCLUDE (b)"},
             {"ALTER INDEX app.i SET (fillfactor = 50)",
              "~ index app.i: definition: CREATE INDEX i ON app.t USING btree (a) -> "
              "CREATE INDEX i ON app.t USING btree (a) WITH (fillfactor='50')"},
             {"UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'app.i'::regclass",
              "~ index app.i: valid: (none) -> no"},
             {"CLUSTER app.t USING i", "~ index app.i: clustered: (none) -> yes"},
             {"COMMENT ON INDEX app.i IS 'fast'", "~ index app.i: comment: (none) -> fast"},
             {"REINDEX INDEX app.i", ""},
         }},
        {"Views",
         "CREATE ROLE snap_a; CREATE VIEW app.v AS SELECT 1 AS one;",
         {
             {"CREATE VIEW app.w AS SELECT 1 AS one", "+ view app.w\n+ column app.w.one"},
             {"CREATE OR REPLACE VIEW app.v AS SELECT 2 AS one",
              "~ view app.v: definition:  SELECT 1 AS one; ->  SELECT 2 AS one;"},
             {"ALTER VIEW app.v SET (security_barrier)",
              "~ view app.v: options: (none) -> security_barrier=true"},
             {"ALTER VIEW app.v OWNER TO snap_a", "~ view app.v: owner: postgres -> snap_a"},
             {"GRANT SELECT ON app.v TO snap_a",
              "~ view app.v: granted to snap_a: (none) -> SELECT"},
             {"COMMENT ON VIEW app.v IS 'x'", "~ view app.v: comment: (none) -> x"},
             {"ALTER VIEW app.v ALTER one SET DEFAULT 3",
              "~ column app.v.one: default: (none) -> 3"},
         }},
        {"MaterializedViews",
         "CREATE ROLE snap_a; CREATE MATERIALIZED VIEW app.m AS SELECT 1 AS one;",
         {
             {"DROP MATERIALIZED VIEW app.m; CREATE MATERIALIZED VIEW app.m AS SELECT 2 AS one",
              "~ materialized view app.m: definition:  SELECT 1 AS one; ->  SELECT 2 AS one;"},
             {"REFRESH MATERIALIZED VIEW app.m WITH NO DATA", ""},
             {"ALTER MATERIALIZED VIEW app.m OWNER TO snap_a",
              "~ materialized view app.m: owner: postgres -> snap_a"},
             {"CREATE INDEX i ON app.m (one)", "+ index app.i"},
         }},
        {"ForeignTables",
         "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
         "CREATE SERVER s2 FOREIGN DATA WRAPPER w;"
         "CREATE FOREIGN TABLE app.f (a int) SERVER s;",
         {
             {"ALTER FOREIGN TABLE app.f OPTIONS (ADD place 'x')",
              "~ foreign table app.f: server options: (none) -> place=x"},
             {"ALTER FOREIGN TABLE app.f ALTER a OPTIONS (ADD name 'z')",
              "~ column app.f.a: server options: (none) -> name=z"},
             {"DROP FOREIGN TABLE app.f; CREATE FOREIGN TABLE app.f (a int) SERVER s2",
              "~ foreign table app.f: server: s -> s2"},
         }},
        {"Triggers",
         "CREATE TABLE app.t (a int);"
         "CREATE FUNCTION app.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
         "CREATE TRIGGER tr BEFORE INSERT ON app.t FOR EACH ROW EXECUTE FUNCTION app.f();",
         {
             {"DROP TRIGGER tr ON app.t", "- trigger tr on app.t"},
             {"DROP TRIGGER tr ON app.t; CREATE TRIGGER tr BEFORE UPDATE OF a ON app.t FOR EACH ROW"
              " EXECUTE FUNCTION app.f()",
              "~ trigger tr on app.t: definition: CREATE TRIGGER tr BEFORE INSERT ON app.t FOR EACH "
              "ROW EXECUTE FUNCTION app.f() -> CREATE TRIGGER tr BEFORE UPDATE OF a ON app.t FOR "
              "EACH ROW EXECUTE FUNCTION app.f()"},
             {"ALTER TABLE app.t DISABLE TRIGGER tr",
              "~ trigger tr on app.t: enabled: (none) -> no"},
             {"ALTER TABLE app.t ENABLE ALWAYS TRIGGER tr",
              "~ trigger tr on app.t: enabled: (none) -> always"},
             {"COMMENT ON TRIGGER tr ON app.t IS 'x'",
              "~ trigger tr on app.t: comment: (none) -> x"},
         }},
        {"Rules",
         "CREATE TABLE app.t (a int); CREATE RULE r AS ON DELETE TO app.t DO INSTEAD NOTHING;",
         {
             {"DROP RULE r ON app.t", "- rule r on app.t"},
             {"CREATE OR REPLACE RULE r AS ON DELETE TO app.t DO ALSO NOTHING",
              "~ rule r on app.t: definition: CREATE RULE r AS\n    ON DELETE TO app.t DO INSTEAD "
              "NOTHING; -> CREATE RULE r AS\n    ON DELETE TO app.t DO NOTHING;"},
             {"ALTER TABLE app.t DISABLE RULE r", "~ rule r on app.t: enabled: (none) -> no"},
             {"COMMENT ON RULE r ON app.t IS 'x'", "~ rule r on app.t: comment: (none) -> x"},
         }},
        {"Policies",
         "CREATE ROLE snap_a; CREATE ROLE snap_b; CREATE TABLE app.t (a int);"
         "CREATE POLICY p ON app.t TO snap_b USING (a > 1) WITH CHECK (a > 1);",
         {
             {"DROP POLICY p ON app.t", "- policy p on app.t"},
             {"ALTER POLICY p ON app.t TO snap_b, snap_a",
              "~ policy p on app.t: roles: snap_b -> snap_a, snap_b"},
             {"ALTER POLICY p ON app.t TO PUBLIC", "~ policy p on app.t: roles: snap_b -> public"},
             {"ALTER POLICY p ON app.t USING (true)",
              "~ policy p on app.t: using: (a > 1) -> true"},
             {"ALTER POLICY p ON app.t WITH CHECK (true)",
              "~ policy p on app.t: with check: (a > 1) -> true"},
             {"DROP POLICY p ON app.t; CREATE POLICY p ON app.t FOR UPDATE TO snap_b USING (a > 1) "
              "WITH CHECK (a > 1)",
              "~ policy p on app.t: command: all -> update"},
             {"DROP POLICY p ON app.t; CREATE POLICY p ON app.t AS RESTRICTIVE TO snap_b "
              "USING (a > 1) WITH CHECK (a > 1)",
              "~ policy p on app.t: restrictive: (none) -> yes"},
             {"COMMENT ON POLICY p ON app.t IS 'x'", "~ policy p on app.t: comment: (none) -> x"},
         }},
        {"Sequences",
         "CREATE ROLE snap_a; CREATE SEQUENCE app.s; CREATE TABLE app.t (a int);",
         {
             {"ALTER SEQUENCE app.s INCREMENT 2", "~ sequence app.s: increment: 1 -> 2"},
             {"ALTER SEQUENCE app.s START 5", "~ sequence app.s: start: 1 -> 5"},
             {"ALTER SEQUENCE app.s MINVALUE -1", "~ sequence app.s: minimum: 1 -> -1"},
             {"ALTER SEQUENCE app.s MAXVALUE 9",
              "~ sequence app.s: maximum: 9223372036854775807 -> 9"},
             {"ALTER SEQUENCE app.s CACHE 20", "~ sequence app.s: cache: (none) -> 20"},
             {"ALTER SEQUENCE app.s CYCLE", "~ sequence app.s: cycle: (none) -> yes"},
             {"ALTER SEQUENCE app.s AS int",
              "~ sequence app.s: type: bigint -> integer\n"
              "~ sequence app.s: maximum: 9223372036854775807 -> 2147483647"},
             {"ALTER SEQUENCE app.s OWNED BY app.t.a",
              "~ sequence app.s: owned by: (none) -> app.t.a"},
             {"ALTER SEQUENCE app.s OWNER TO snap_a",
              "~ sequence app.s: owner: postgres -> snap_a"},
             {"GRANT USAGE ON SEQUENCE app.s TO snap_a",
              "~ sequence app.s: granted to snap_a: (none) -> USAGE"},
             {"COMMENT ON SEQUENCE app.s IS 'x'", "~ sequence app.s: comment: (none) -> x"},
             {"SELECT nextval('app.s')", ""},
         }},
        {"Statistics",
         "CREATE ROLE snap_a; CREATE TABLE app.t (a int, b int);"
         "CREATE STATISTICS app.s ON a, b FROM app.t;",
         {
             {"DROP STATISTICS app.s", "- statistics app.s"},
             {"DROP STATISTICS app.s; CREATE STATISTICS app.s (ndistinct) ON a, b FROM app.t",
              "~ statistics app.s: definition: CREATE STATISTICS app.s ON a, b FROM app.t -> "
              "CREATE STATISTICS app.s (ndistinct) ON a, b FROM app.t"},
             {"ALTER STATISTICS app.s SET STATISTICS 9",
              "~ statistics app.s: statistics target: (none) -> 9"},
             {"ALTER STATISTICS app.s OWNER TO snap_a",
              "~ statistics app.s: owner: postgres -> snap_a"},
             {"COMMENT ON STATISTICS app.s IS 'x'", "~ statistics app.s: comment: (none) -> x"},
         }},
    };
}

}  // namespace pgmeta::test

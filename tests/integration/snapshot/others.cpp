// SPDX-License-Identifier: MIT
#include "changes.hpp"

namespace pgmeta::test {

namespace {

std::vector<Changes> changes_of_types() {
    return {
        {"Enums",
         "CREATE ROLE snap_a; CREATE TYPE app.mood AS ENUM ('sad', 'ok');",
         {
             {"ALTER TYPE app.mood ADD VALUE 'fine'",
              "~ enum app.mood: labels: 'sad', 'ok' -> 'sad', 'ok', 'fine'"},
             {"ALTER TYPE app.mood ADD VALUE 'low' BEFORE 'sad'",
              "~ enum app.mood: labels: 'sad', 'ok' -> 'low', 'sad', 'ok'"},
             {"DROP TYPE app.mood; CREATE TYPE app.mood AS ENUM ('ok', 'sad')",
              "~ enum app.mood: labels: 'sad', 'ok' -> 'ok', 'sad'"},
             {"ALTER TYPE app.mood OWNER TO snap_a", "~ enum app.mood: owner: postgres -> snap_a"},
             {"REVOKE USAGE ON TYPE app.mood FROM PUBLIC",
              "~ enum app.mood: revoked from PUBLIC: (none) -> USAGE"},
             {"COMMENT ON TYPE app.mood IS 'x'", "~ enum app.mood: comment: (none) -> x"},
         }},
        {"Domains",
         "CREATE DOMAIN app.d AS text;",
         {
             {"ALTER DOMAIN app.d SET NOT NULL", "~ domain app.d: not null: (none) -> yes"},
             {"ALTER DOMAIN app.d SET DEFAULT 'x'", "~ domain app.d: default: (none) -> 'x'::text"},
             {"ALTER DOMAIN app.d ADD CONSTRAINT c CHECK (VALUE <> '')", "+ constraint c on app.d"},
             {"DROP DOMAIN app.d; CREATE DOMAIN app.d AS varchar(5)",
              "~ domain app.d: base type: text -> character varying(5)"},
             {"DROP DOMAIN app.d; CREATE DOMAIN app.d AS text COLLATE \"C\"",
              "~ domain app.d: collation: (none) -> pg_catalog.\"C\""},
             {"COMMENT ON DOMAIN app.d IS 'x'", "~ domain app.d: comment: (none) -> x"},
         }},
        {"Types",
         "CREATE TYPE app.pair AS (a int, b int); CREATE TYPE app.span AS RANGE (subtype = int4);"
         "CREATE TYPE app.shell; CREATE FUNCTION app.apart(int, int) RETURNS float8 LANGUAGE sql "
         "IMMUTABLE AS 'SELECT 1.0';"
         "CREATE TYPE app.base; CREATE FUNCTION app.base_in(cstring) RETURNS app.base LANGUAGE "
         "internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION app.base_out(app.base) RETURNS "
         "cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'; CREATE TYPE app.base (input = "
         "app.base_in, output = app.base_out);",
         {
             {"CREATE TYPE app.one AS (a int)", "+ type app.one\n+ column app.one.a"},
             {"CREATE TYPE app.two AS RANGE (subtype = date)", "+ type app.two"},
             {"ALTER TYPE app.pair ADD ATTRIBUTE c int", "+ column app.pair.c"},
             {"COMMENT ON TYPE app.span IS 'x'", "~ type app.span: comment: (none) -> x"},
             {"DROP TYPE app.span; CREATE TYPE app.span AS RANGE (subtype = int4, "
              "subtype_diff = app.apart)",
              "~ type app.span: subtype difference: (none) -> app.apart(integer,integer)"},
             {"DROP TYPE app.span; CREATE TYPE app.span AS RANGE (subtype = text)",
              "~ type app.span: subtype: integer -> text\n"
              "~ type app.span: subtype operator class: pg_catalog.int4_ops -> "
              "pg_catalog.text_ops\n"
              "~ type app.span: subtype collation: (none) -> pg_catalog.\"default\""},
             {"DROP TYPE app.shell", "- type app.shell"},
             {"ALTER TYPE app.base SET (storage = extended)", "~ type app.base: storage: p -> x"},
         }},
        {"Collations",
         "CREATE ROLE snap_a; CREATE COLLATION app.c (locale = 'C');",
         {
             {"DROP COLLATION app.c; CREATE COLLATION app.c (locale = 'POSIX')",
              "~ collation app.c: collate: C -> POSIX\n~ collation app.c: ctype: C -> POSIX"},
             {"ALTER COLLATION app.c OWNER TO snap_a",
              "~ collation app.c: owner: postgres -> snap_a"},
             {"COMMENT ON COLLATION app.c IS 'x'", "~ collation app.c: comment: (none) -> x"},
         }},
        {"Conversions",
         "CREATE CONVERSION app.c FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;",
         {
             {"DROP CONVERSION app.c;"
              "CREATE DEFAULT CONVERSION app.c FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
              "~ conversion app.c: default: (none) -> yes"},
             {"COMMENT ON CONVERSION app.c IS 'x'", "~ conversion app.c: comment: (none) -> x"},
         }},
    };
}

std::vector<Changes> changes_of_routines() {
    return {
        {"Functions",
         "CREATE ROLE snap_a; CREATE FUNCTION app.f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';"
         "CREATE FUNCTION app.s() RETURNS SETOF int LANGUAGE sql AS 'SELECT 1';",
         {
             {"CREATE FUNCTION app.f(a text) RETURNS int LANGUAGE sql AS 'SELECT 1'",
              "+ function app.f(text)"},
             {"CREATE OR REPLACE FUNCTION app.f(a int) RETURNS int LANGUAGE sql AS 'SELECT 2'",
              "~ function app.f(integer): body: "
              "sha256:e004ebd5b5532a4b85984a62f8ad48a81aa3460c1ca07701f386135d72cdecf5 -> "
              "sha256:ebbb5b332060a3ede7047bd7528883b0a560e729848f9feb8ff742145e909b01"},
             {"CREATE OR REPLACE FUNCTION app.f(a int DEFAULT 3) RETURNS int LANGUAGE sql "
              "AS 'SELECT 1'",
              "~ function app.f(integer): arguments: a integer -> a integer DEFAULT 3"},
             {"DROP FUNCTION app.f; CREATE FUNCTION app.f(a int) RETURNS bigint LANGUAGE sql "
              "AS 'SELECT 1'",
              "~ function app.f(integer): returns: integer -> bigint"},
             {"SET LOCAL check_function_bodies = off; CREATE OR REPLACE FUNCTION app.f(a int) RETURNS "
              "int LANGUAGE plpgsql AS 'SELECT 1'",
              "~ function app.f(integer): language: sql -> plpgsql"},
             {"ALTER FUNCTION app.f STABLE",
              "~ function app.f(integer): volatility: (none) -> stable"},
             {"ALTER FUNCTION app.f STRICT", "~ function app.f(integer): strict: (none) -> yes"},
             {"ALTER FUNCTION app.f SECURITY DEFINER",
              "~ function app.f(integer): security: (none) -> definer"},
             {"ALTER FUNCTION app.f LEAKPROOF",
              "~ function app.f(integer): leakproof: (none) -> yes"},
             {"ALTER FUNCTION app.f PARALLEL SAFE",
              "~ function app.f(integer): parallel: (none) -> safe"},
             {"ALTER FUNCTION app.f COST 5", "~ function app.f(integer): cost: (none) -> 5"},
             {"ALTER FUNCTION app.s ROWS 5", "~ function app.s(): rows: (none) -> 5"},
             {"ALTER FUNCTION app.f SET work_mem = '1MB'; ALTER FUNCTION app.f SET search_path = ''",
              "~ function app.f(integer): settings: (none) -> search_path=\"\", work_mem=1MB"},
             {"ALTER FUNCTION app.f OWNER TO snap_a",
              "~ function app.f(integer): owner: postgres -> snap_a"},
             {"REVOKE EXECUTE ON FUNCTION app.f FROM PUBLIC",
              "~ function app.f(integer): revoked from PUBLIC: (none) -> EXECUTE"},
             {"REVOKE EXECUTE ON FUNCTION app.f FROM PUBLIC;"
              "GRANT EXECUTE ON FUNCTION app.f TO PUBLIC",
              ""},
             {"COMMENT ON FUNCTION app.f IS 'x'",
              "~ function app.f(integer): comment: (none) -> x"},
         }},
        {"Procedures",
         "CREATE PROCEDURE app.p(a int) LANGUAGE sql AS 'SELECT 1';",
         {
             {"DROP PROCEDURE app.p", "- procedure app.p(integer)"},
             {"ALTER PROCEDURE app.p SECURITY DEFINER",
              "~ procedure app.p(integer): security: (none) -> definer"},
         }},
        {"Aggregates",
         "CREATE ROLE snap_a; CREATE AGGREGATE app.a(int) (sfunc = int4pl, stype = int);",
         {
             {"DROP AGGREGATE app.a(int)", "- aggregate app.a(integer)"},
             {"CREATE OR REPLACE AGGREGATE app.a(int) (sfunc = int4pl, stype = int, initcond = '0')",
              "~ aggregate app.a(integer): initial condition: (none) -> '0'"},
             {"CREATE OR REPLACE AGGREGATE app.a(int) (sfunc = int4mul, stype = int)",
              "~ aggregate app.a(integer): transition function: int4pl(integer,integer) -> "
              "int4mul(integer,integer)"},
             {"CREATE OR REPLACE AGGREGATE app.a(int) (sfunc = int4pl, stype = int, "
              "finalfunc = int4abs)",
              "~ aggregate app.a(integer): final function: (none) -> int4abs(integer)"},
             {"ALTER AGGREGATE app.a(int) OWNER TO snap_a",
              "~ aggregate app.a(integer): owner: postgres -> snap_a"},
             {"COMMENT ON AGGREGATE app.a(int) IS 'x'",
              "~ aggregate app.a(integer): comment: (none) -> x"},
         }},
        {"Operators",
         "CREATE FUNCTION app.same(app.row_type, app.row_type) RETURNS bool LANGUAGE sql "
         "AS 'SELECT true';"
         "CREATE OPERATOR app.== (leftarg = app.row_type, rightarg = app.row_type, "
         "function = app.same);",
         {
             {"DROP OPERATOR app.== (app.row_type, app.row_type)",
              "- operator app.==(app.row_type,app.row_type)"},
             {"ALTER OPERATOR app.== (app.row_type, app.row_type) SET (restrict = eqsel)",
              "~ operator app.==(app.row_type,app.row_type): restriction estimator: (none) -> "
              "eqsel(internal,oid,internal,integer)"},
             {"COMMENT ON OPERATOR app.== (app.row_type, app.row_type) IS 'x'",
              "~ operator app.==(app.row_type,app.row_type): comment: (none) -> x"},
         }},
        {"OperatorClasses",
         "CREATE FUNCTION app.order(app.row_type, app.row_type) RETURNS int LANGUAGE sql IMMUTABLE "
         "AS 'SELECT 0'; CREATE OPERATOR FAMILY app.f USING btree;"
         "CREATE OPERATOR CLASS app.c FOR TYPE app.row_type USING btree FAMILY app.f AS FUNCTION 1 "
         "app.order(app.row_type, app.row_type);",
         {
             {"DROP OPERATOR CLASS app.c USING btree",
              "- operator class app.c using btree\n"
              "~ operator family app.f using btree: functions: 1 (app.row_type, app.row_type) "
              "app.\"order\"(app.row_type,app.row_type) -> (none)"},
             {"ALTER OPERATOR FAMILY app.f USING btree ADD OPERATOR 1 =(int, int)",
              "~ operator family app.f using btree: operators: (none) -> 1 =(integer,integer)"},
             {"COMMENT ON OPERATOR CLASS app.c USING btree IS 'x'",
              "~ operator class app.c using btree: comment: (none) -> x"},
         }},
        {"Casts",
         "CREATE FUNCTION app.number(app.row_type) RETURNS int LANGUAGE sql AS 'SELECT 1';"
         "CREATE CAST (app.row_type AS int) WITH FUNCTION app.number(app.row_type);",
         {
             {"DROP CAST (app.row_type AS int)", "- cast (app.row_type AS integer)"},
             {"DROP CAST (app.row_type AS int); CREATE CAST (app.row_type AS int) "
              "WITH FUNCTION app.number(app.row_type) AS IMPLICIT",
              "~ cast (app.row_type AS integer): context: (none) -> implicit"},
             {"COMMENT ON CAST (app.row_type AS int) IS 'x'",
              "~ cast (app.row_type AS integer): comment: (none) -> x"},
         }},
        {"Transforms",
         "CREATE FUNCTION app.from_sql(internal) RETURNS internal LANGUAGE internal IMMUTABLE STRICT "
         "AS 'textlen';"
         "CREATE TRANSFORM FOR app.row_type LANGUAGE plpgsql "
         "(FROM SQL WITH FUNCTION app.from_sql(internal));",
         {
             {"DROP TRANSFORM FOR app.row_type LANGUAGE plpgsql",
              "- transform for app.row_type language plpgsql"},
             {"COMMENT ON TRANSFORM FOR app.row_type LANGUAGE plpgsql IS 'x'",
              "~ transform for app.row_type language plpgsql: comment: (none) -> x"},
         }},
    };
}

std::vector<Changes> changes_of_the_rest() {
    return {
        {"Schemas",
         "CREATE ROLE snap_a; CREATE ROLE \"odd \"\"role,{}\";",
         {
             {"CREATE SCHEMA \"Other one\"", "+ schema \"Other one\""},
             {"ALTER SCHEMA app OWNER TO snap_a", "~ schema app: owner: postgres -> snap_a"},
             {"GRANT USAGE ON SCHEMA app TO snap_a",
              "~ schema app: granted to snap_a: (none) -> USAGE"},
             {"GRANT CREATE ON SCHEMA app TO \"odd \"\"role,{}\" WITH GRANT OPTION",
              "~ schema app: granted to odd \"role,{}: (none) -> CREATE*"},
             {"COMMENT ON SCHEMA app IS 'x'", "~ schema app: comment: (none) -> x"},
             {"CREATE SCHEMA pgmeta; CREATE TABLE pgmeta.t (a int);"
              "CREATE SCHEMA pgpm_migrate; CREATE TABLE pgpm_migrate.changes (a int)",
              ""},
         }},
        {"Extensions",
         "",
         {
             {"CREATE EXTENSION file_fdw", "+ extension file_fdw"},
             {"CREATE EXTENSION citext SCHEMA app", "+ extension citext"},
             {"DROP EXTENSION plpgsql", "- extension plpgsql"},
             {"UPDATE pg_extension SET extversion = '9' WHERE extname = 'plpgsql'",
              "~ extension plpgsql: version: 1.0 -> 9"},
         }},
        {"LanguagesAndAccessMethods",
         "CREATE ROLE snap_a; CREATE LANGUAGE own HANDLER plpgsql_call_handler;"
         "CREATE ACCESS METHOD own TYPE TABLE HANDLER heap_tableam_handler;",
         {
             {"ALTER LANGUAGE own OWNER TO snap_a", "~ language own: owner: postgres -> snap_a"},
             {"DROP LANGUAGE own", "- language own"},
             {"DROP ACCESS METHOD own", "- access method own"},
             {"COMMENT ON ACCESS METHOD own IS 'x'", "~ access method own: comment: (none) -> x"},
         }},
        {"ForeignServers",
         "CREATE ROLE snap_a; CREATE FOREIGN DATA WRAPPER w;"
         "CREATE SERVER s TYPE 't' VERSION '1' FOREIGN DATA WRAPPER w;"
         "CREATE USER MAPPING FOR snap_a SERVER s OPTIONS (password 'hidden');",
         {
             {"ALTER FOREIGN DATA WRAPPER w OPTIONS (ADD a 'b')",
              "~ foreign-data wrapper w: options: (none) -> a=b"},
             {"GRANT USAGE ON FOREIGN DATA WRAPPER w TO snap_a",
              "~ foreign-data wrapper w: granted to snap_a: (none) -> USAGE"},
             {"ALTER SERVER s OPTIONS (ADD host 'h')", "~ server s: options: (none) -> host=h"},
             {"ALTER SERVER s VERSION '2'", "~ server s: version: 1 -> 2"},
             {"GRANT USAGE ON FOREIGN SERVER s TO snap_a",
              "~ server s: granted to snap_a: (none) -> USAGE"},
             {"CREATE USER MAPPING FOR PUBLIC SERVER s", "+ user mapping public on s"},
             {"ALTER USER MAPPING FOR snap_a SERVER s OPTIONS (SET password 'other')", ""},
         }},
        {"EventTriggers",
         "CREATE FUNCTION app.f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
         "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION app.f();",
         {
             {"DROP EVENT TRIGGER e", "- event trigger e"},
             {"ALTER EVENT TRIGGER e DISABLE", "~ event trigger e: enabled: (none) -> no"},
             {"DROP EVENT TRIGGER e; CREATE EVENT TRIGGER e ON ddl_command_end "
              "WHEN TAG IN ('DROP TABLE', 'CREATE TABLE') EXECUTE FUNCTION app.f()",
              "~ event trigger e: tags: (none) -> CREATE TABLE, DROP TABLE"},
             {"COMMENT ON EVENT TRIGGER e IS 'x'", "~ event trigger e: comment: (none) -> x"},
         }},
        {"Publications",
         "CREATE ROLE snap_a; CREATE TABLE app.t (a int PRIMARY KEY, b int);"
         "CREATE PUBLICATION p FOR TABLE app.t; CREATE PUBLICATION q;",
         {
             {"DROP PUBLICATION p", "- publication p"},
             {"ALTER PUBLICATION q ADD TABLE app.t", "~ publication q: tables: (none) -> app.t"},
             {"ALTER PUBLICATION p SET (publish = 'insert, delete')",
              "~ publication p: publishes: insert, update, delete, truncate -> insert, delete"},
             {"ALTER PUBLICATION p SET (publish_via_partition_root)",
              "~ publication p: via partition root: (none) -> yes"},
             {"ALTER PUBLICATION p OWNER TO snap_a", "~ publication p: owner: postgres -> snap_a"},
             {"COMMENT ON PUBLICATION p IS 'x'", "~ publication p: comment: (none) -> x"},
         }},
        {"Subscriptions",
         "CREATE SUBSCRIPTION s CONNECTION 'dbname=none password=hidden' PUBLICATION b "
         "WITH (connect = false, slot_name = none);",
         {
             {"DROP SUBSCRIPTION s", "- subscription s"},
             {"ALTER SUBSCRIPTION s ADD PUBLICATION a WITH (refresh = false)",
              "~ subscription s: publications: b -> a, b"},
             {"ALTER SUBSCRIPTION s CONNECTION 'dbname=none password=other'", ""},
         }},
        {"DefaultPrivileges",
         "CREATE ROLE snap_a; CREATE ROLE snap_b;"
         "ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO snap_a;",
         {
             {"ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO snap_b",
              "~ default privileges on tables by postgres in app: granted to snap_b: (none) -> "
              "SELECT"},
             {"ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE SELECT ON TABLES FROM snap_a",
              "- default privileges on tables by postgres in app"},
             {"ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
              "+ default privileges on functions by postgres"},
             {"ALTER DEFAULT PRIVILEGES FOR ROLE snap_b GRANT USAGE ON SEQUENCES TO snap_a",
              "+ default privileges on sequences by snap_b"},
         }},
        {"TextSearch",
         "CREATE ROLE snap_a; CREATE TEXT SEARCH CONFIGURATION app.c (copy = simple);"
         "CREATE TEXT SEARCH DICTIONARY app.d (template = simple);"
         "CREATE TEXT SEARCH PARSER app.p (start = prsd_start, gettoken = prsd_nexttoken, "
         "end = prsd_end, lextypes = prsd_lextype);"
         "CREATE TEXT SEARCH TEMPLATE app.t (lexize = dsimple_lexize);"
         "CREATE TEXT SEARCH CONFIGURATION app.few (parser = pg_catalog.default);"
         "ALTER TEXT SEARCH CONFIGURATION app.few ADD MAPPING FOR word, email WITH simple;",
         {
             {"ALTER TEXT SEARCH CONFIGURATION app.few ALTER MAPPING FOR word WITH app.d, simple",
              "~ text search configuration app.few: mappings: email: simple; word: simple -> "
              "email: simple; word: app.d, simple"},
             {"ALTER TEXT SEARCH CONFIGURATION app.c OWNER TO snap_a",
              "~ text search configuration app.c: owner: postgres -> snap_a"},
             {"ALTER TEXT SEARCH DICTIONARY app.d (accept = false)",
              "~ text search dictionary app.d: options: (none) -> accept = 'false'"},
             {"COMMENT ON TEXT SEARCH DICTIONARY app.d IS 'x'",
              "~ text search dictionary app.d: comment: (none) -> x"},
             {"COMMENT ON TEXT SEARCH PARSER app.p IS 'x'",
              "~ text search parser app.p: comment: (none) -> x"},
             {"DROP TEXT SEARCH PARSER app.p", "- text search parser app.p"},
             {"DROP TEXT SEARCH TEMPLATE app.t; CREATE TEXT SEARCH TEMPLATE app.t "
              "(init = dsimple_init, lexize = dsimple_lexize)",
              "~ text search template app.t: init: (none) -> dsimple_init(internal)"},
         }},
    };
}

}  // namespace

std::vector<Changes> changes_of_others() {
    auto all = changes_of_types();
    for (const auto& more : {changes_of_routines(), changes_of_the_rest()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace pgmeta::test

-- Modules per database and per API: which row decides, and what goes with what.
-- given: database.sql
-- role: administrator
SELECT plan(19);

INSERT INTO metaschema_modules_public.users_module (database_id, enabled, settings) VALUES ('d0000000-0000-4000-8000-000000000001', true, '{"a": 1}');
SELECT ok(metaschema_modules_public.is_module_enabled('d0000000-0000-4000-8000-000000000001', 'users'), 'on for the database');
SELECT ok(metaschema_modules_public.is_module_enabled('d0000000-0000-4000-8000-000000000001', 'users', 'a1000000-0000-4000-8000-000000000001'), 'is on for its APIs');
SELECT ok(NOT metaschema_modules_public.is_module_enabled('d0000000-0000-4000-8000-000000000002', 'users'), 'and off for another database');

INSERT INTO metaschema_modules_public.users_module (database_id, api_id, enabled) VALUES ('d0000000-0000-4000-8000-000000000001', 'a1000000-0000-4000-8000-000000000001', false);
SELECT ok(NOT metaschema_modules_public.is_module_enabled('d0000000-0000-4000-8000-000000000001', 'users', 'a1000000-0000-4000-8000-000000000001'), 'the row of the API decides');
SELECT ok(metaschema_modules_public.is_module_enabled('d0000000-0000-4000-8000-000000000001', 'users', 'a1000000-0000-4000-8000-000000000002'), 'for that API only');
SELECT ok(metaschema_modules_public.is_module_enabled('d0000000-0000-4000-8000-000000000001', 'users'), 'not for the database');
SELECT throws_ok($$INSERT INTO metaschema_modules_public.users_module (database_id) VALUES ('d0000000-0000-4000-8000-000000000001')$$, '23505', NULL, 'a module is installed once for the whole database');

-- Permissions: once per kind of membership.
SELECT lives_ok($$INSERT INTO metaschema_modules_public.permissions_module (database_id, membership_type) VALUES ('d0000000-0000-4000-8000-000000000001', 1), ('d0000000-0000-4000-8000-000000000001', 2)$$, 'permissions of the application and of organisations');
SELECT throws_ok($$INSERT INTO metaschema_modules_public.permissions_module (database_id, membership_type) VALUES ('d0000000-0000-4000-8000-000000000001', 2)$$, '23505', NULL, 'each once');

-- RLS: one row per API, any number without.
SELECT lives_ok($$INSERT INTO metaschema_modules_public.rls_module (database_id) VALUES ('d0000000-0000-4000-8000-000000000001'), ('d0000000-0000-4000-8000-000000000002')$$, 'rls without an API, twice');
INSERT INTO metaschema_modules_public.rls_module (database_id, api_id) VALUES ('d0000000-0000-4000-8000-000000000001', 'a1000000-0000-4000-8000-000000000001');
SELECT throws_ok($$INSERT INTO metaschema_modules_public.rls_module (database_id, api_id) VALUES ('d0000000-0000-4000-8000-000000000001', 'a1000000-0000-4000-8000-000000000001')$$, '23505', NULL, 'rls of an API once');
SELECT results_eq($$SELECT authenticate, "current_role", current_role_id FROM metaschema_modules_public.rls_module WHERE api_id = 'a1000000-0000-4000-8000-000000000001'$$, $$VALUES ('authenticate', 'current_user', 'current_user_id')$$, 'its functions have names');

-- What a module refers to exists.
SELECT throws_ok($$INSERT INTO metaschema_modules_public.tokens_module (database_id) VALUES ('d0000000-0000-4000-8000-00000000000f')$$, '23503', NULL, 'a module belongs to a database');
SELECT throws_ok($$INSERT INTO metaschema_modules_public.tokens_module (database_id, api_id) VALUES ('d0000000-0000-4000-8000-000000000001', 'a1000000-0000-4000-8000-00000000000f')$$, '23503', NULL, 'and to an API, if to one');
SELECT throws_ok($$INSERT INTO metaschema_modules_public.tokens_module (database_id, table_id) VALUES ('d0000000-0000-4000-8000-000000000001', '00000000-0000-0000-0000-000000000000')$$, '23503', NULL, 'its table exists');

-- Every module accepts a plain row.
CREATE FUNCTION pg_temp.install(table_name text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  needed text;
BEGIN
  SELECT string_agg(quote_ident(attname), ', ') INTO needed
    FROM pg_attribute WHERE attrelid = ('metaschema_modules_public.' || install.table_name)::regclass AND attnum > 0 AND attnotnull AND NOT atthasdef AND attname <> 'database_id' AND atttypid = 'text'::regtype;
  EXECUTE format('INSERT INTO metaschema_modules_public.%I (database_id%s) VALUES (%L%s)', table_name, coalesce(', ' || needed, ''), 'd0000000-0000-4000-8000-000000000002',
                 coalesce((SELECT string_agg(', ''x''', '') FROM regexp_split_to_table(needed, ', ')), ''));
END
$$;
DELETE FROM metaschema_modules_public.rls_module;
SELECT lives_ok($$SELECT pg_temp.install(table_name) FROM metaschema_modules_public.module_catalogue WHERE name NOT IN ('denormalized_table_field', 'hierarchy', 'table')$$, 'a row with its database installs a module');
SELECT results_eq(
  $$SELECT name FROM metaschema_modules_public.module_catalogue WHERE name NOT IN ('denormalized_table_field', 'hierarchy', 'table') ORDER BY 1$$,
  $$SELECT module_name FROM metaschema_modules_public.installed_modules WHERE database_id = 'd0000000-0000-4000-8000-000000000002' AND enabled AND settings = '{}' ORDER BY 1$$,
  'on, with empty settings, and seen in one place');

-- What belongs to an API goes with it, and everything with the database.
DELETE FROM services_public.apis WHERE id = 'a1000000-0000-4000-8000-000000000001';
SELECT is_empty($$SELECT FROM metaschema_modules_public.installed_modules WHERE api_id IS NOT NULL$$, 'nothing of a deleted API remains');
DELETE FROM metaschema_public.database;
SELECT is_empty('SELECT FROM metaschema_modules_public.installed_modules', 'nothing of deleted databases remains');

SELECT * FROM finish();

-- Which module needs which, and switching them while everything runs.
-- given: database.sql
-- role: administrator
SELECT plan(26);

SELECT results_eq($$SELECT name FROM metaschema_modules_public.required_modules('tokens')$$, ARRAY['users'], 'tokens need users');
SELECT results_eq($$SELECT * FROM metaschema_modules_public.required_modules('user_auth')$$,
  $$VALUES ('users', 2), ('emails', 1), ('encrypted_secrets', 1), ('secrets', 1), ('tokens', 1)$$, 'what is needed by what is needed comes first');
SELECT results_eq($$SELECT * FROM metaschema_modules_public.required_modules('profiles')$$,
  $$VALUES ('users', 3), ('limits', 2), ('membership_types', 2), ('permissions', 2), ('memberships', 1)$$, 'a module that is needed twice is listed once, as deep as it goes');
SELECT is_empty($$SELECT * FROM metaschema_modules_public.required_modules('users')$$, 'users need nothing');
SELECT is_empty($$SELECT * FROM metaschema_modules_public.required_modules('nothing')$$, 'nor does nothing');
SELECT is_empty($$SELECT name FROM metaschema_modules_public.module_catalogue AS c WHERE EXISTS (SELECT 1 FROM metaschema_modules_public.required_modules(c.name) AS r WHERE r.name = c.name)$$, 'no module needs itself');
SELECT is_empty($$
  SELECT relname FROM pg_class
   WHERE relnamespace = 'metaschema_modules_public'::regnamespace AND relkind = 'r' AND relname NOT IN ('module_catalogue', 'module_requirement')
     AND relname NOT IN (SELECT table_name FROM metaschema_modules_public.module_catalogue)$$, 'every module is in the catalogue');

-- Requirements that run in a circle are all listed, and end.
INSERT INTO metaschema_modules_public.module_requirement (module_name, required_name) VALUES ('users', 'tokens');
SELECT results_eq($$SELECT name FROM metaschema_modules_public.required_modules('users')$$, ARRAY['tokens'], 'a circle ends');
DELETE FROM metaschema_modules_public.module_requirement WHERE module_name = 'users';
SELECT throws_ok($$INSERT INTO metaschema_modules_public.module_requirement (module_name, required_name) VALUES ('users', 'users')$$, '23514', NULL, 'a module cannot need itself');
SELECT throws_ok($$INSERT INTO metaschema_modules_public.module_requirement (module_name, required_name) VALUES ('users', 'nothing')$$, '23503', NULL, 'nor what there is not');
SELECT throws_ok($$DELETE FROM metaschema_modules_public.module_catalogue WHERE name = 'users'$$, '23503', NULL, 'a module that others need stays in the catalogue');

-- Switching.
SELECT throws_ok($$SELECT metaschema_modules_public.set_module_enabled('d0000000-0000-4000-8000-000000000001', 'nothing', true)$$, '42704', NULL, 'there is no such module');
SELECT throws_ok($$SELECT metaschema_modules_public.set_module_enabled('d0000000-0000-4000-8000-000000000001', 'users', true)$$, 'P0002', NULL, 'it is not installed');
INSERT INTO metaschema_modules_public.users_module (database_id, enabled) VALUES ('d0000000-0000-4000-8000-000000000001', false);
INSERT INTO metaschema_modules_public.tokens_module (database_id, enabled, settings) VALUES ('d0000000-0000-4000-8000-000000000001', false, '{"kept": true}');
SELECT results_eq($$SELECT name FROM metaschema_modules_public.missing_modules('d0000000-0000-4000-8000-000000000001', 'rls')$$, ARRAY['users', 'tokens'], 'what rls still requires, in order');
SELECT throws_ok($$SELECT metaschema_modules_public.set_module_enabled('d0000000-0000-4000-8000-000000000001', 'tokens', true)$$, '55000', 'module tokens requires modules that are not switched on: users', 'tokens wait for users');
SELECT is(metaschema_modules_public.set_module_enabled('d0000000-0000-4000-8000-000000000001', 'users', true), 1, 'users are switched on');
SELECT is(metaschema_modules_public.set_module_enabled('d0000000-0000-4000-8000-000000000001', 'tokens', true), 1, 'then tokens are');
SELECT results_eq($$SELECT enabled, settings FROM metaschema_modules_public.tokens_module$$, $$VALUES (true, '{"kept": true}'::jsonb)$$, 'settings are kept');
SELECT is_empty($$SELECT name FROM metaschema_modules_public.missing_modules('d0000000-0000-4000-8000-000000000001', 'rls')$$, 'nothing is missing any more');
SELECT throws_ok($$SELECT metaschema_modules_public.set_module_enabled('d0000000-0000-4000-8000-000000000001', 'users', false)$$, '2BP01', 'module users is required by modules that are switched on: tokens', 'users stay while tokens need them');

-- Per API: what is on for the whole database is on for each API that has no row of its own.
INSERT INTO metaschema_modules_public.users_module (database_id, api_id) VALUES ('d0000000-0000-4000-8000-000000000001', 'a1000000-0000-4000-8000-000000000001');
SELECT throws_ok($$SELECT metaschema_modules_public.set_module_enabled('d0000000-0000-4000-8000-000000000001', 'users', false, 'a1000000-0000-4000-8000-000000000001')$$, '2BP01', NULL, 'tokens need users in each API');
SELECT is(metaschema_modules_public.set_module_enabled('d0000000-0000-4000-8000-000000000001', 'tokens', false), 1, 'tokens are switched off');
SELECT is(metaschema_modules_public.set_module_enabled('d0000000-0000-4000-8000-000000000001', 'users', false, 'a1000000-0000-4000-8000-000000000001'), 1, 'then users may be, for one API');
SELECT ok(metaschema_modules_public.is_module_enabled('d0000000-0000-4000-8000-000000000001', 'users', 'a1000000-0000-4000-8000-000000000002'), 'and stay on for the other');
SELECT throws_ok($$SELECT metaschema_modules_public.set_module_enabled('d0000000-0000-4000-8000-000000000001', 'tokens', true)$$, '55000', NULL, 'now tokens cannot be on in all of the database');
SELECT is(metaschema_modules_public.set_module_enabled('d0000000-0000-4000-8000-000000000001', 'users', false), 1, 'users are switched off everywhere');

SELECT * FROM finish();

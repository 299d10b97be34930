-- What authenticated may do with modules: read them, and switch nothing.
-- given: database.sql
-- role: authenticated
SELECT plan(9);

SELECT is(current_user::text, 'authenticated', 'as authenticated');
SELECT lives_ok('SELECT * FROM metaschema_modules_public.installed_modules', 'it reads what is installed');
SELECT lives_ok('SELECT * FROM metaschema_modules_public.users_module', 'and each module');
SELECT results_eq($$SELECT name FROM metaschema_modules_public.required_modules('tokens')$$, ARRAY['users'], 'it may ask what a module requires');
SELECT ok(NOT metaschema_modules_public.is_module_enabled('d0000000-0000-4000-8000-000000000001', 'users'), 'and whether one is on');
SELECT throws_ok($$INSERT INTO metaschema_modules_public.users_module (database_id) VALUES ('d0000000-0000-4000-8000-000000000001')$$, '42501', NULL, 'it installs nothing');
SELECT throws_ok('UPDATE metaschema_modules_public.users_module SET enabled = true', '42501', NULL, 'it switches nothing');
SELECT throws_ok($$SELECT metaschema_modules_public.set_module_enabled('d0000000-0000-4000-8000-000000000001', 'users', true)$$, '42501', NULL, 'by no function either');
SELECT throws_ok('DELETE FROM metaschema_modules_public.module_requirement', '42501', NULL, 'and leaves the requirements alone');

SELECT * FROM finish();

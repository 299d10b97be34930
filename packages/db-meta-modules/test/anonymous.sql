-- What anonymous may do with modules: nothing.
-- role: anonymous
SELECT plan(3);

SELECT throws_ok('SELECT * FROM metaschema_modules_public.installed_modules', '42501', NULL, 'it does not see what is installed');
SELECT throws_ok('SELECT * FROM metaschema_modules_public.users_module', '42501', NULL, 'nor a module');
SELECT throws_ok($$SELECT metaschema_modules_public.is_module_enabled('d0000000-0000-4000-8000-000000000001', 'users')$$, '42501', NULL, 'nor asks for one');

SELECT * FROM finish();

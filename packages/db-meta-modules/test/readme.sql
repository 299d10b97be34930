-- The statements people find in the introduction to metadata modules, with ids in place of the placeholders.
-- given: database.sql
-- role: administrator
SELECT plan(8);

-- Configure users module
INSERT INTO metaschema_modules_public.users_module (
  database_id,
  api_id,
  enabled,
  settings
) VALUES (
  'd0000000-0000-4000-8000-000000000001',
  'a1000000-0000-4000-8000-000000000001',
  true,
  '{"require_email_verification": true}'::jsonb
);

-- Configure permissions module
INSERT INTO metaschema_modules_public.permissions_module (
  database_id,
  api_id,
  enabled,
  settings
) VALUES (
  'd0000000-0000-4000-8000-000000000001',
  'a1000000-0000-4000-8000-000000000001',
  true,
  '{"default_role": "user"}'::jsonb
);

-- Configure encrypted secrets module
INSERT INTO metaschema_modules_public.encrypted_secrets_module (
  database_id,
  api_id,
  enabled,
  encryption_key_id
) VALUES (
  'd0000000-0000-4000-8000-000000000001',
  'a1000000-0000-4000-8000-000000000001',
  true,
  '4e000000-0000-4000-8000-000000000001'
);

-- Get all enabled modules for a database
SELECT results_eq($$
SELECT 
  'users' as module_name, enabled 
FROM metaschema_modules_public.users_module 
WHERE database_id = 'd0000000-0000-4000-8000-000000000001'
UNION ALL
SELECT 
  'permissions' as module_name, enabled 
FROM metaschema_modules_public.permissions_module 
WHERE database_id = 'd0000000-0000-4000-8000-000000000001'
UNION ALL
SELECT 
  'encrypted_secrets' as module_name, enabled 
FROM metaschema_modules_public.encrypted_secrets_module 
WHERE database_id = 'd0000000-0000-4000-8000-000000000001';
$$, $$VALUES ('users', true), ('permissions', true), ('encrypted_secrets', true)$$, 'three modules are enabled');

-- Get RLS module configuration
SELECT is_empty($$
SELECT * FROM metaschema_modules_public.rls_module
WHERE api_id = 'a1000000-0000-4000-8000-000000000001';
$$, 'no rls module is installed');

SELECT results_eq(
  'SELECT module_name, enabled, settings FROM metaschema_modules_public.installed_modules ORDER BY 1',
  $$VALUES ('encrypted_secrets', true, '{}'::jsonb), ('permissions', true, '{"default_role": "user"}'), ('users', true, '{"require_email_verification": true}')$$,
  'one view shows them all');
SELECT is(membership_type, 1, 'permissions are those of the application unless told otherwise') FROM metaschema_modules_public.permissions_module;
SELECT is(encryption_key_id, '4e000000-0000-4000-8000-000000000001'::uuid, 'the key is a reference') FROM metaschema_modules_public.encrypted_secrets_module;

-- Again is once too often; the placeholders themselves are no ids; settings are an object.
SELECT throws_ok($$INSERT INTO metaschema_modules_public.users_module (database_id, api_id, enabled, settings) VALUES ('d0000000-0000-4000-8000-000000000001', 'a1000000-0000-4000-8000-000000000001', true, '{}'::jsonb)$$, '23505', NULL, 'a module is installed once per API');
SELECT throws_ok($$SELECT * FROM metaschema_modules_public.rls_module WHERE api_id = 'api-uuid'$$, '22P02', NULL, 'an id is a uuid');
SELECT throws_ok($$INSERT INTO metaschema_modules_public.tokens_module (database_id, settings) VALUES ('d0000000-0000-4000-8000-000000000001', '[]')$$, '23514', NULL, 'settings are an object');

SELECT * FROM finish();

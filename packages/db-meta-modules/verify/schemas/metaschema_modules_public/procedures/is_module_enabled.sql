-- Verify db-meta-modules:schemas/metaschema_modules_public/procedures/is_module_enabled on pg

SELECT pgmeta_verify.verify_function_definition(
  'metaschema_modules_public.is_module_enabled(uuid, text, uuid)',
  '(database_id uuid, module_name text, api_id uuid DEFAULT NULL::uuid) returns boolean language sql stable set search_path=pg_catalog, pg_temp',
  'c3e57248f5e6ebddbe9265b8f5c6e522');
SELECT pgmeta_verify.verify_function_grants('metaschema_modules_public.is_module_enabled(uuid, text, uuid)', 'authenticated', 'administrator');

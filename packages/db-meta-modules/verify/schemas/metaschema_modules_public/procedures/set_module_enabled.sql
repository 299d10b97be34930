-- Verify db-meta-modules:schemas/metaschema_modules_public/procedures/set_module_enabled on pg

SELECT pgmeta_verify.verify_function_definition(
  'metaschema_modules_public.set_module_enabled(uuid, text, boolean, uuid)',
  '(database_id uuid, module_name text, enabled boolean, api_id uuid DEFAULT NULL::uuid) returns integer language plpgsql volatile set search_path=pg_catalog, pg_temp',
  'df3a8bb76a1c2ec9343ba7b02f558675');
SELECT pgmeta_verify.verify_function_grants('metaschema_modules_public.set_module_enabled(uuid, text, boolean, uuid)', 'administrator');

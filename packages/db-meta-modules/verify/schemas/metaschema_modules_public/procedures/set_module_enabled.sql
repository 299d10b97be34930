-- Verify db-meta-modules:schemas/metaschema_modules_public/procedures/set_module_enabled on pg

SELECT pgmeta_verify.verify_function_definition(
  'metaschema_modules_public.set_module_enabled(uuid, text, boolean, uuid)',
  '(database_id uuid, module_name text, enabled boolean, api_id uuid DEFAULT NULL::uuid) returns integer language plpgsql volatile set search_path=pg_catalog, pg_temp',
  '86ffac0964abf99f6aded0cc09d90324');
SELECT pgmeta_verify.verify_function_grants('metaschema_modules_public.set_module_enabled(uuid, text, boolean, uuid)', 'administrator');

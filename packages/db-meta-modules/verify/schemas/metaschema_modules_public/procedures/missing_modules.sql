-- Verify db-meta-modules:schemas/metaschema_modules_public/procedures/missing_modules on pg

SELECT pgmeta_verify.verify_function_definition(
  'metaschema_modules_public.missing_modules(uuid, text, uuid)',
  '(database_id uuid, module_name text, api_id uuid DEFAULT NULL::uuid) returns TABLE(name text, depth integer) language sql stable set search_path=pg_catalog, pg_temp',
  'c5d4965292cf7ca381cecf2bb9d404ac');
SELECT pgmeta_verify.verify_function_grants('metaschema_modules_public.missing_modules(uuid, text, uuid)', 'authenticated', 'administrator');

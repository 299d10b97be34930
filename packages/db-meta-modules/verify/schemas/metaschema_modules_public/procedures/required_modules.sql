-- Verify db-meta-modules:schemas/metaschema_modules_public/procedures/required_modules on pg

SELECT pgmeta_verify.verify_function_definition(
  'metaschema_modules_public.required_modules(text)',
  '(module_name text) returns TABLE(name text, depth integer) language sql stable strict set search_path=pg_catalog, pg_temp',
  '7255b9bf3006b00ebf775574d1819912');
SELECT pgmeta_verify.verify_function_grants('metaschema_modules_public.required_modules(text)', 'authenticated', 'administrator');

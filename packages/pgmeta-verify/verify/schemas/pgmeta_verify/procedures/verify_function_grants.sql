-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_function_grants on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_function_grants(text, text[])',
  '(signature text, VARIADIC roles text[] DEFAULT ''{}''::text[]) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  '64955e5f1238b394220b2bff8b416077');

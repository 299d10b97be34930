-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_schema_grants on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_schema_grants(text, text, text[])',
  '(schema_name text, role_name text, VARIADIC privileges text[] DEFAULT ''{}''::text[]) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  'd5b43c3a0b31b32a3b5df83cc0d02917');

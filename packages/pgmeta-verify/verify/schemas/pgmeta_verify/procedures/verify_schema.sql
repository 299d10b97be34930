-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_schema on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_schema(text)',
  '(schema_name text) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  '62114deb02e67c73208ee25febe31bee');

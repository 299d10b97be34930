-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/type_oid on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.type_oid(text)',
  '(qualified_name text) returns oid language sql stable set search_path=pg_catalog, pg_temp',
  '43c2cee1d5dfa85ab36574410dc67d86');

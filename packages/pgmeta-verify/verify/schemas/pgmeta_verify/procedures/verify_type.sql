-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_type on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_type(text)',
  '(q_type text) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  '7bfd43d54bd813a67c8f626e24efae48');

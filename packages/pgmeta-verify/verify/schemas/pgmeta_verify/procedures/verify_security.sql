-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_security on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_security(text, boolean)',
  '(q_table text, forced boolean DEFAULT NULL::boolean) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  'f32e48f78531703f5c99451a19252421');

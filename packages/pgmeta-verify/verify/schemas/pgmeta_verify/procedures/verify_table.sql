-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_table on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_table(text)',
  '(q_table text) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  'e0f6d1ed1e3c41e2e94440643bafe132');

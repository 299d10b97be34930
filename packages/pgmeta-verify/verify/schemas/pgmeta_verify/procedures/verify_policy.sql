-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_policy on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_policy(text, text, text)',
  '(policy_name text, q_table text, definition text DEFAULT NULL::text) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  'c7e61941c2d8c072e2d0f1db87bf1d9c');

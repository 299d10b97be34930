-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_columns on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_columns(text, text[])',
  '(q_table text, VARIADIC definitions text[]) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  'e0f0d8e19d155318e0a93762e651af3b');

-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_table_grant on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_table_grant(text, text, text)',
  '(q_table text, privilege text, role_name text) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  '1a7195587ee31fc199594a02cee1e741');

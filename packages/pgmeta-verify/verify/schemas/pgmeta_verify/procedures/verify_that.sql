-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_that on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_that(boolean, text)',
  '(condition boolean, message text) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  '399eba8c3e9a636b7299b1f9215a5bc6');

-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_extension on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_extension(text)',
  '(extension_name text) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  '6b348e1d61cccad07562c5a538db79b2');

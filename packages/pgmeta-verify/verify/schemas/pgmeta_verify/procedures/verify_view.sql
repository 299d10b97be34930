-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_view on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_view(text)',
  '(q_view text) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  '3fee7e5bd63121af11c3973b984057df');

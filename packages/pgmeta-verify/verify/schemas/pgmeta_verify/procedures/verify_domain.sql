-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_domain on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_domain(text, text)',
  '(q_domain text, definition text DEFAULT NULL::text) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  'cc89e9fd30e2b3b0c00e39024460da1b');

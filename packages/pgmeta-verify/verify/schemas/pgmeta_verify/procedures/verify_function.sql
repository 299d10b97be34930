-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_function on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_function(text, text)',
  '(q_function text, user_name text DEFAULT CURRENT_USER) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  'fd8fa8b1a07079f2f14286d653e00497');

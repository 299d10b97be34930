-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_membership on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_membership(text, text)',
  '(user_name text, role_name text) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  '9296e74544c9d1ff643c3f8e49e139e8');

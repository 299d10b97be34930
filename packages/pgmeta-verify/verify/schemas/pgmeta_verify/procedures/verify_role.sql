-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_role on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_role(text, text[])',
  '(role_name text, VARIADIC attributes text[] DEFAULT ''{}''::text[]) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  'dcf7ca2611cce8456b14a5f86360f03e');

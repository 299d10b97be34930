-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_table_grants on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_table_grants(text, text, text[])',
  '(q_table text, role_name text, VARIADIC privileges text[] DEFAULT ''{}''::text[]) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  'ee30a5540d503053a9bf8f44015f97ad');

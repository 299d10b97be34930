-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/list_memberships on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.list_memberships(text)',
  '(user_name text) returns TABLE(role_name text) language sql stable set search_path=pg_catalog, pg_temp',
  '116467ed5d519a361222130d16bac49b');

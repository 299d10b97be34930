-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/role_oid on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.role_oid(text)',
  '(role_name text) returns oid language plpgsql stable set search_path=pg_catalog, pg_temp',
  '2bc8336536c95384575e908962876fa7');

-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_enum on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_enum(text, text[])',
  '(q_type text, VARIADIC labels text[]) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  'cad53c51e0cc8325f3b8e84edfabedb4');

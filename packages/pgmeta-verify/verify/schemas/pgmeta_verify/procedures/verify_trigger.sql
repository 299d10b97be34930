-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_trigger on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_trigger(text)',
  '(q_trigger text) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  '1f135c6ade8cf12b5f4b5b190a3abf71');

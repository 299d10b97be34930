-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_table_trigger on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_table_trigger(text, text, text)',
  '(q_table text, trigger_name text, definition text DEFAULT NULL::text) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  '0f82428f892625b1f852157620be5328');

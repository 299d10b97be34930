-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/list_indexes on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.list_indexes(text, text)',
  '(q_table text, index_name text) returns TABLE(schema_name text, table_name text, name text) language sql stable set search_path=pg_catalog, pg_temp',
  'bf68ffdcdfe497e1dbb699acdd84a0a7');

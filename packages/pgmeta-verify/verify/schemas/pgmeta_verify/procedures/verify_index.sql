-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_index on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_index(text, text, text)',
  '(q_table text, index_name text, definition text DEFAULT NULL::text) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  '929a1259add036c103f11277b8044473');

-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_constraint on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_constraint(text, text, text)',
  '(q_table text, constraint_name text, definition text DEFAULT NULL::text) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  '4d1b3f461a4dee5cc361bbe38874d588');

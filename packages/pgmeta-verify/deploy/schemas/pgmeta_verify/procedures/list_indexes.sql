-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/list_indexes to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/relation_oid
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.list_indexes(q_table text, index_name text)
RETURNS TABLE(schema_name text, table_name text, name text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
SELECT n.nspname::text, t.relname::text, i.relname::text
  FROM pg_index AS x
  JOIN pg_class AS t ON t.oid = x.indrelid
  JOIN pg_class AS i ON i.oid = x.indexrelid
  JOIN pg_namespace AS n ON n.oid = t.relnamespace
 WHERE x.indrelid = pgmeta_verify.relation_oid(q_table)
   AND i.relname = list_indexes.index_name
   AND x.indisvalid
$$;

COMMENT ON FUNCTION pgmeta_verify.list_indexes(text, text) IS 'The valid indexes of a table that have this name: one row or none';

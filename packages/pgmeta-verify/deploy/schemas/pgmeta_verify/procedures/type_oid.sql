-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/type_oid to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/get_schema_from_str
-- requires: schemas/pgmeta_verify/procedures/get_entity_from_str
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.type_oid(qualified_name text)
RETURNS oid
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
SELECT t.oid
  FROM pg_type AS t
  JOIN pg_namespace AS n ON n.oid = t.typnamespace
 WHERE n.nspname = pgmeta_verify.get_schema_from_str(qualified_name)
   AND t.typname = pgmeta_verify.get_entity_from_str(qualified_name)
$$;

COMMENT ON FUNCTION pgmeta_verify.type_oid(text) IS 'The oid of a type, whoever may see it; null when there is none';

-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/relation_oid to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/get_schema_from_str
-- requires: schemas/pgmeta_verify/procedures/get_entity_from_str
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.relation_oid(qualified_name text, VARIADIC kinds "char"[] DEFAULT '{r,p,v,m,f}'::"char"[])
RETURNS oid
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
SELECT c.oid
  FROM pg_class AS c
  JOIN pg_namespace AS n ON n.oid = c.relnamespace
 WHERE n.nspname = pgmeta_verify.get_schema_from_str(qualified_name)
   AND c.relname = pgmeta_verify.get_entity_from_str(qualified_name)
   AND c.relkind = ANY (kinds)
$$;

COMMENT ON FUNCTION pgmeta_verify.relation_oid(text, "char"[]) IS 'The oid of a table or view, whoever may see it; null when there is none of these kinds';

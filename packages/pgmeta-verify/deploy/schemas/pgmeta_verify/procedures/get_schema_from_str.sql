-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/get_schema_from_str to pg

-- requires: schemas/pgmeta_verify/schema

CREATE FUNCTION pgmeta_verify.get_schema_from_str(qualified_name text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
SELECT CASE WHEN cardinality(parse_ident(qualified_name)) > 1 THEN (parse_ident(qualified_name))[1] ELSE 'public' END
$$;

COMMENT ON FUNCTION pgmeta_verify.get_schema_from_str(text) IS 'The schema of a name such as tenants.members; public when the name has none';

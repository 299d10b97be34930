-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/get_entity_from_str to pg

-- requires: schemas/pgmeta_verify/schema

CREATE FUNCTION pgmeta_verify.get_entity_from_str(qualified_name text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
SELECT (parse_ident(qualified_name))[cardinality(parse_ident(qualified_name))]
$$;

COMMENT ON FUNCTION pgmeta_verify.get_entity_from_str(text) IS 'The object of a name such as tenants.members, without its schema';

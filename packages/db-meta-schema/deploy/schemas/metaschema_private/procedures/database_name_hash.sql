-- Deploy db-meta-schema:schemas/metaschema_private/procedures/database_name_hash to pg

-- requires: schemas/metaschema_private/schema
-- requires: schemas/metaschema_private/procedures/plural

CREATE FUNCTION metaschema_private.database_name_hash(name text)
RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
SELECT decode(md5(lower(metaschema_private.plural(name))), 'hex')
$$;

COMMENT ON FUNCTION metaschema_private.database_name_hash(text) IS 'What the name of a database must differ in from others: neither case nor number counts, so user and users are the same';

REVOKE ALL ON FUNCTION metaschema_private.database_name_hash(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION metaschema_private.database_name_hash(text) TO authenticated, administrator;

-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_schema_grants to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/role_oid
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_schema_grants(schema_name text, role_name text, VARIADIC privileges text[] DEFAULT '{}')
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  namespace record;
  grantee_id oid := pgmeta_verify.role_oid(role_name);
  wanted text;
  present text;
BEGIN
  SELECT nspacl AS acl, nspowner AS owner INTO namespace FROM pg_namespace WHERE nspname = schema_name;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Nonexistent schema --> %', schema_name
      USING HINT = 'deploy the change that creates it';
  END IF;
  IF namespace.owner = grantee_id THEN
    RETURN true;
  END IF;
  SELECT string_agg(upper(p.word), ', ' ORDER BY upper(p.word)) INTO wanted FROM unnest(privileges) AS p (word);
  SELECT string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type) INTO present FROM aclexplode(namespace.acl) AS a WHERE a.grantee = grantee_id;
  IF present IS DISTINCT FROM wanted THEN
    RAISE EXCEPTION 'Wrong schema grants --> % on %', role_name, schema_name
      USING DETAIL = format('expected %s; found %s', coalesce(wanted, 'none'), coalesce(present, 'none')), HINT = 'privileges were granted or revoked after it was deployed';
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_schema_grants(text, text, text[]) IS 'Asserts that a role was granted exactly these privileges on a schema, none at all when none is given; true for the owner';

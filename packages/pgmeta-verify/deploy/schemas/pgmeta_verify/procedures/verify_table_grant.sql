-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_table_grant to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/relation_oid
-- requires: schemas/pgmeta_verify/procedures/role_oid
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_table_grant(q_table text, privilege text, role_name text)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  relation oid := pgmeta_verify.relation_oid(q_table);
  grantee_id oid := pgmeta_verify.role_oid(role_name);
BEGIN
  IF relation IS NULL THEN
    RAISE EXCEPTION 'Nonexistent table --> %', q_table
      USING HINT = 'deploy the change that creates it';
  END IF;
  IF NOT EXISTS (
    SELECT 1
      FROM pg_class AS c
      CROSS JOIN LATERAL aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) AS a
     WHERE c.oid = relation
       AND a.grantee = grantee_id
       AND a.privilege_type = upper(privilege))
  THEN
    RAISE EXCEPTION 'Nonexistent table grant --> % on % to %', privilege, q_table, role_name
      USING HINT = 'the grant was revoked after it was deployed';
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_table_grant(text, text, text) IS 'Asserts that a role was granted a privilege on a table itself, not through another role';

-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_membership to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/list_memberships
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_membership(user_name text, role_name text)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pgmeta_verify.list_memberships(user_name) AS m WHERE m.role_name = verify_membership.role_name) THEN
    RAISE EXCEPTION 'Nonexistent membership --> % in %', user_name, role_name
      USING HINT = format('GRANT %I TO %I', role_name, user_name);
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_membership(text, text) IS 'Asserts that a role is a member of another, directly or through others';

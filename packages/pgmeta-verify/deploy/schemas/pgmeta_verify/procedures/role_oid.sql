-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/role_oid to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.role_oid(role_name text)
RETURNS oid
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  result oid;
BEGIN
  IF lower(role_name) = 'public' THEN
    RETURN 0;
  END IF;
  SELECT oid INTO result FROM pg_roles WHERE rolname = role_name;
  IF result IS NULL THEN
    RAISE EXCEPTION 'Nonexistent role --> %', role_name
      USING HINT = '`pgmeta admin-users bootstrap` makes the base roles, `pgmeta admin-users add` a login role';
  END IF;
  RETURN result;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.role_oid(text) IS 'The oid of a role, 0 for public; raises when there is no such role';

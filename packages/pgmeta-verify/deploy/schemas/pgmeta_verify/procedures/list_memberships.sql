-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/list_memberships to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.list_memberships(user_name text)
RETURNS TABLE(role_name text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
WITH RECURSIVE held (roleid) AS (
  SELECT m.roleid
    FROM pg_auth_members AS m
    JOIN pg_roles AS r ON r.oid = m.member
   WHERE r.rolname = user_name
  UNION
  SELECT m.roleid
    FROM pg_auth_members AS m
    JOIN held AS h ON h.roleid = m.member
)
SELECT r.rolname::text
  FROM held AS h
  JOIN pg_roles AS r ON r.oid = h.roleid
 ORDER BY 1
$$;

COMMENT ON FUNCTION pgmeta_verify.list_memberships(text) IS 'The roles a role is a member of, directly or through others';

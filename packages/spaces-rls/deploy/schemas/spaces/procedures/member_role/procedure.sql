-- Deploy spaces-rls:schemas/spaces/procedures/member_role/procedure to pg

-- requires: schemas/spaces/procedures/current_user_id/procedure
-- requires: organizations:schemas/auth/tables/members/table
-- requires: pgmeta-roles:@0.1.0

-- Runs as its owner, so that callers need not be able to read auth.members. It answers for
-- the caller alone, from auth.members alone: app.current_user_space_ids is not trusted.
CREATE FUNCTION spaces.member_role(p_space text)
RETURNS text
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT role
    FROM auth.members
    WHERE organization_id = p_space AND user_id = spaces.current_user_id()
$$;

COMMENT ON FUNCTION spaces.member_role(text) IS
    'The role of the caller in the space; NULL when the caller is no member or not known';

REVOKE ALL ON FUNCTION spaces.member_role(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION spaces.member_role(text) TO authenticated, service_role;

-- Deploy spaces-rls:schemas/spaces/procedures/is_member/procedure to pg

-- requires: schemas/spaces/procedures/member_role/procedure
-- requires: pgmeta-roles:@0.1.0

CREATE FUNCTION spaces.is_member(p_space text)
RETURNS boolean
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT spaces.member_role(p_space) IS NOT NULL
$$;

COMMENT ON FUNCTION spaces.is_member(text) IS 'Is the caller a member of the space?';

REVOKE ALL ON FUNCTION spaces.is_member(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION spaces.is_member(text) TO authenticated, service_role;

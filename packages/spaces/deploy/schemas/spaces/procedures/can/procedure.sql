-- Deploy spaces:schemas/spaces/procedures/can/procedure to pg

-- requires: schemas/spaces/procedures/effective_permission/procedure
-- requires: organizations:schemas/auth/tables/members/table

CREATE FUNCTION spaces.can(p_space text, p_user text, p_module text, p_action text)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF p_action IS NULL OR p_action NOT IN ('read', 'write', 'admin') THEN
        RAISE EXCEPTION 'VALIDATION_ERROR'
            USING DETAIL = format('Action must be read, write or admin, not %s.', coalesce(p_action, 'NULL'));
    END IF;

    RETURN coalesce(
        (
            SELECT bool_or(
                CASE p_action
                    WHEN 'read' THEN e.can_read
                    WHEN 'write' THEN e.can_write
                    ELSE e.can_admin
                END
            )
            FROM auth.members AS m
            CROSS JOIN LATERAL spaces.effective_permission(p_space, m.role, p_module) AS e
            WHERE m.organization_id = p_space AND m.user_id = p_user
        ),
        false
    );
END
$$;

COMMENT ON FUNCTION spaces.can(text, text, text, text) IS
    'May the user read, write or admin the module in the space? False for who is no member. For services: it runs as its caller, who must be able to read auth.members';

REVOKE ALL ON FUNCTION spaces.can(text, text, text, text) FROM PUBLIC;

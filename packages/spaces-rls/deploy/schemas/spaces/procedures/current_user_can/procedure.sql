-- Deploy spaces-rls:schemas/spaces/procedures/current_user_can/procedure to pg

-- requires: spaces:schemas/spaces/procedures/can/procedure
-- requires: schemas/spaces/procedures/current_user_id/procedure
-- requires: pgmeta-roles:@0.1.0

-- Runs as its owner, who can read auth.members; the rows of module_permissions it sees are
-- those the policies show to the caller's user.
CREATE FUNCTION spaces.current_user_can(p_space text, p_module text, p_action text)
RETURNS boolean
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT spaces.can(p_space, spaces.current_user_id(), p_module, p_action)
$$;

COMMENT ON FUNCTION spaces.current_user_can(text, text, text) IS
    'May the caller read, write or admin the module in the space? False for a caller who is not known';

REVOKE ALL ON FUNCTION spaces.current_user_can(text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION spaces.current_user_can(text, text, text) TO authenticated, service_role;

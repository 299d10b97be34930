-- Deploy spaces:schemas/spaces/procedures/effective_permission/procedure to pg

-- requires: schemas/spaces/tables/module_permissions/table
-- requires: schemas/spaces/tables/role_defaults/table
-- requires: schemas/spaces/procedures/is_module_allowed/procedure
-- requires: organizations:schemas/auth/tables/organizations/table
-- requires: organizations:schemas/auth/tables/members/table

CREATE FUNCTION spaces.effective_permission(
    p_space text,
    p_role text,
    p_module text,
    OUT can_read boolean,
    OUT can_write boolean,
    OUT can_admin boolean,
    OUT source text
)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    can_read := false;
    can_write := false;
    can_admin := false;
    source := 'denied';

    -- Under row level security the rows of a space are hidden from everybody else. A row
    -- that is hidden may deny, so nothing follows from not finding one.
    IF row_security_active('spaces.module_permissions') AND NOT EXISTS (
        SELECT FROM auth.members
        WHERE organization_id = p_space
          AND user_id = nullif(current_setting('app.current_user_id', true), '')
    ) THEN
        RETURN;
    END IF;

    SELECT mp.can_read OR mp.role = 'owner', mp.can_write, mp.can_admin OR mp.role = 'owner', 'override'
    INTO can_read, can_write, can_admin, source
    FROM spaces.module_permissions AS mp
    WHERE mp.space_id = p_space AND mp.role = p_role AND mp.module_id = p_module;
    IF FOUND THEN
        RETURN;
    END IF;

    SELECT rd.can_read, rd.can_write, rd.can_admin, 'default'
    INTO can_read, can_write, can_admin, source
    FROM spaces.role_defaults AS rd
    JOIN auth.organizations AS o ON o.id = p_space
    WHERE rd.role = p_role
      AND spaces.is_module_allowed(o.metadata ->> 'type', p_module);
    IF FOUND THEN
        RETURN;
    END IF;

    can_read := false;
    can_write := false;
    can_admin := false;
    source := 'denied';
END
$$;

COMMENT ON FUNCTION spaces.effective_permission(text, text, text) IS
    'What a role may do with a module in a space, and why: override (a row of module_permissions decides), default (the type has the module and the role a default) or denied. An owner may always read and set up what a row is about';

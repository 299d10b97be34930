-- Deploy spaces:schemas/spaces/procedures/is_module_allowed/procedure to pg

-- requires: schemas/spaces/tables/module_allowlist/table

CREATE FUNCTION spaces.is_module_allowed(p_space_type text, p_module text)
RETURNS boolean
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT p_module IS NOT NULL AND EXISTS (
        SELECT FROM spaces.module_allowlist
        WHERE space_type = p_space_type AND module_id IN (p_module, '*')
    )
$$;

COMMENT ON FUNCTION spaces.is_module_allowed(text, text) IS
    'Have spaces of the type the module? False for no type and for an unknown one';

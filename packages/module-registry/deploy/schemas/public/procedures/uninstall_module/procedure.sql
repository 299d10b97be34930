-- Deploy module-registry:schemas/public/procedures/uninstall_module/procedure to pg

-- requires: schemas/public/tables/tenant_modules/table
-- requires: schemas/public/procedures/assert_can_manage_modules/procedure
-- requires: pgmeta-roles:@0.1.0

CREATE FUNCTION public.uninstall_module(p_tenant uuid, p_module text, p_hard boolean DEFAULT false)
RETURNS boolean
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    v_enabled boolean;
BEGIN
    PERFORM public.assert_can_manage_modules(p_tenant);

    IF coalesce(p_module, '') = '' THEN
        RAISE EXCEPTION 'VALIDATION_ERROR' USING DETAIL = 'The module''s id is empty.';
    END IF;

    SELECT enabled INTO v_enabled
    FROM public.tenant_modules
    WHERE tenant_id = p_tenant AND module_id = p_module
    FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'MODULE_NOT_INSTALLED' USING DETAIL = format('Module %s is not installed.', p_module);
    END IF;

    IF coalesce(p_hard, false) THEN
        DELETE FROM public.tenant_modules WHERE tenant_id = p_tenant AND module_id = p_module;
        RETURN true;
    END IF;

    IF NOT v_enabled THEN
        RAISE EXCEPTION 'MODULE_ALREADY_DISABLED'
            USING DETAIL = format('Module %s is already switched off.', p_module);
    END IF;
    UPDATE public.tenant_modules
    SET enabled = false
    WHERE tenant_id = p_tenant AND module_id = p_module;
    RETURN false;
END
$$;

COMMENT ON FUNCTION public.uninstall_module(uuid, text, boolean) IS
    'Switches a module of a tenant off and keeps its settings; p_hard removes it, whether on or off. Returns whether it was removed. Raises UNAUTHORIZED, NO_ACTIVE_TENANT, FORBIDDEN, VALIDATION_ERROR, MODULE_NOT_INSTALLED or MODULE_ALREADY_DISABLED';

REVOKE ALL ON FUNCTION public.uninstall_module(uuid, text, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.uninstall_module(uuid, text, boolean) TO authenticated, service_role;

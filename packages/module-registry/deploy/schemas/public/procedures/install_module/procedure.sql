-- Deploy module-registry:schemas/public/procedures/install_module/procedure to pg

-- requires: schemas/public/tables/tenant_modules/table
-- requires: schemas/public/tables/modules/table
-- requires: schemas/public/procedures/assert_can_manage_modules/procedure
-- requires: pgmeta-roles:@0.1.0

CREATE FUNCTION public.install_module(p_tenant uuid, p_module text, p_settings jsonb DEFAULT NULL)
RETURNS uuid
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    v_active boolean;
    v_id uuid;
BEGIN
    PERFORM public.assert_can_manage_modules(p_tenant);

    IF coalesce(p_module, '') = '' THEN
        RAISE EXCEPTION 'VALIDATION_ERROR' USING DETAIL = 'The module''s id is empty.';
    END IF;
    IF jsonb_typeof(p_settings) <> 'object' THEN
        RAISE EXCEPTION 'VALIDATION_ERROR'
            USING DETAIL = format('Settings must be a JSON object, not %s.', jsonb_typeof(p_settings));
    END IF;

    SELECT m.is_active INTO v_active FROM public.modules AS m WHERE m.id = p_module;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'MODULE_NOT_FOUND' USING DETAIL = format('There is no module %s.', p_module);
    END IF;
    IF NOT v_active THEN
        RAISE EXCEPTION 'MODULE_NOT_ACTIVE' USING DETAIL = format('Module %s is not active.', p_module);
    END IF;

    -- One of two who install at once inserts; the other finds the row.
    INSERT INTO public.tenant_modules (tenant_id, module_id, settings)
    VALUES (p_tenant, p_module, coalesce(p_settings, '{}'))
    ON CONFLICT (tenant_id, module_id) DO NOTHING
    RETURNING id INTO v_id;
    IF v_id IS NOT NULL THEN
        RETURN v_id;
    END IF;

    UPDATE public.tenant_modules
    SET enabled = true, settings = coalesce(p_settings, settings)
    WHERE tenant_id = p_tenant AND module_id = p_module AND NOT enabled
    RETURNING id INTO v_id;
    IF v_id IS NULL THEN
        RAISE EXCEPTION 'MODULE_ALREADY_INSTALLED'
            USING DETAIL = format('Module %s is already installed.', p_module);
    END IF;
    RETURN v_id;
END
$$;

COMMENT ON FUNCTION public.install_module(uuid, text, jsonb) IS
    'Installs a module for a tenant, or switches it on again; NULL settings keep the stored ones. Returns the installation. Raises UNAUTHORIZED, NO_ACTIVE_TENANT, FORBIDDEN, VALIDATION_ERROR, MODULE_NOT_FOUND, MODULE_NOT_ACTIVE or MODULE_ALREADY_INSTALLED';

REVOKE ALL ON FUNCTION public.install_module(uuid, text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.install_module(uuid, text, jsonb) TO authenticated, service_role;

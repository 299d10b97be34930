-- Deploy module-registry:schemas/public/procedures/is_module_enabled/procedure to pg

-- requires: schemas/public/tables/tenant_modules/table
-- requires: pgmeta-roles:@0.1.0

CREATE FUNCTION public.is_module_enabled(p_tenant uuid, p_module text)
RETURNS boolean
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(
        (SELECT enabled FROM public.tenant_modules WHERE tenant_id = p_tenant AND module_id = p_module),
        false
    )
$$;

COMMENT ON FUNCTION public.is_module_enabled(uuid, text) IS
    'Has the tenant the module switched on? False when it is not installed, or the caller may not see it';

REVOKE ALL ON FUNCTION public.is_module_enabled(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.is_module_enabled(uuid, text) TO authenticated, service_role;

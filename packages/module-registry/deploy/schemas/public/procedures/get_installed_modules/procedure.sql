-- Deploy module-registry:schemas/public/procedures/get_installed_modules/procedure to pg

-- requires: schemas/public/tables/tenant_modules/table
-- requires: schemas/public/tables/modules/table
-- requires: pgmeta-roles:@0.1.0

CREATE FUNCTION public.get_installed_modules(p_tenant uuid, p_include_disabled boolean DEFAULT false)
RETURNS TABLE (
    id uuid,
    module_id text,
    name text,
    description text,
    version text,
    is_active boolean,
    enabled boolean,
    settings jsonb,
    installed_at timestamptz,
    updated_at timestamptz
)
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT tm.id, m.id, m.name, m.description, m.version, m.is_active,
           tm.enabled, tm.settings, tm.installed_at, tm.updated_at
    FROM public.tenant_modules AS tm
    JOIN public.modules AS m ON m.id = tm.module_id
    WHERE tm.tenant_id = p_tenant AND (tm.enabled OR p_include_disabled)
    ORDER BY tm.installed_at DESC, m.id
$$;

COMMENT ON FUNCTION public.get_installed_modules(uuid, boolean) IS
    'The modules of a tenant, newest first; those switched off only when asked for';

REVOKE ALL ON FUNCTION public.get_installed_modules(uuid, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.get_installed_modules(uuid, boolean) TO authenticated, service_role;

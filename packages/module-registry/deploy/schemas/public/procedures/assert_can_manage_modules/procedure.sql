-- Deploy module-registry:schemas/public/procedures/assert_can_manage_modules/procedure to pg

-- requires: auth-context:schemas/auth/procedures/uid/procedure
-- requires: tenants:schemas/public/tables/tenants/table
-- requires: tenants:schemas/public/procedures/user_is_tenant_admin/procedure
-- requires: schemas/public/tables/tenant_modules/table
-- requires: pgmeta-roles:@0.1.0

-- Whoever row level security does not hold (a service, the owner) administers every tenant.
CREATE FUNCTION public.assert_can_manage_modules(p_tenant uuid)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    v_restricted constant boolean := row_security_active('public.tenant_modules');
BEGIN
    IF v_restricted AND auth.uid() IS NULL THEN
        RAISE EXCEPTION 'UNAUTHORIZED' USING DETAIL = 'Sign in first.';
    END IF;
    IF p_tenant IS NULL THEN
        RAISE EXCEPTION 'NO_ACTIVE_TENANT' USING DETAIL = 'Choose a tenant first.';
    END IF;
    IF v_restricted AND NOT public.user_is_tenant_admin(p_tenant) THEN
        RAISE EXCEPTION 'FORBIDDEN' USING DETAIL = 'Admin access required';
    END IF;
    IF NOT EXISTS (SELECT FROM public.tenants AS t WHERE t.id = p_tenant) THEN
        RAISE EXCEPTION 'NO_ACTIVE_TENANT' USING DETAIL = format('There is no tenant %s.', p_tenant);
    END IF;
END
$$;

COMMENT ON FUNCTION public.assert_can_manage_modules(uuid) IS
    'Raises UNAUTHORIZED, NO_ACTIVE_TENANT or FORBIDDEN unless the caller may change the modules of the tenant';

REVOKE ALL ON FUNCTION public.assert_can_manage_modules(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.assert_can_manage_modules(uuid) TO authenticated, service_role;

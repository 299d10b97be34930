-- Deploy module-registry:schemas/public/tables/tenant_modules/policies to pg

-- requires: schemas/public/tables/tenant_modules/table
-- requires: schemas/public/tables/modules/table
-- requires: pgmeta-roles:@0.1.0
-- requires: tenants:schemas/public/procedures/user_is_tenant_member/procedure
-- requires: tenants:schemas/public/procedures/user_is_tenant_admin/procedure

-- Not forced, like the tables of tenants. Only two columns may be updated: with module_id
-- among them, a row could be turned into an inactive module past the insert policy.
ALTER TABLE public.tenant_modules ENABLE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, DELETE ON public.tenant_modules TO authenticated;
GRANT UPDATE (enabled, settings) ON public.tenant_modules TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.tenant_modules TO service_role;

CREATE POLICY users_can_view_tenant_modules ON public.tenant_modules
    FOR SELECT TO authenticated
    USING (public.user_is_tenant_member(tenant_id));
COMMENT ON POLICY users_can_view_tenant_modules ON public.tenant_modules IS 'Members see what their tenants have installed';

CREATE POLICY admins_can_insert_tenant_modules ON public.tenant_modules
    FOR INSERT TO authenticated
    WITH CHECK (public.user_is_tenant_admin(tenant_id)
        AND module_id IN (SELECT m.id FROM public.modules AS m WHERE m.is_active));
COMMENT ON POLICY admins_can_insert_tenant_modules ON public.tenant_modules IS 'Owners and admins install active modules';

CREATE POLICY admins_can_update_tenant_modules ON public.tenant_modules
    FOR UPDATE TO authenticated
    USING (public.user_is_tenant_admin(tenant_id))
    WITH CHECK (public.user_is_tenant_admin(tenant_id));
COMMENT ON POLICY admins_can_update_tenant_modules ON public.tenant_modules IS 'Owners and admins switch modules on and off and set them up';

CREATE POLICY admins_can_delete_tenant_modules ON public.tenant_modules
    FOR DELETE TO authenticated
    USING (public.user_is_tenant_admin(tenant_id));
COMMENT ON POLICY admins_can_delete_tenant_modules ON public.tenant_modules IS 'Owners and admins uninstall modules';

CREATE POLICY service_role_all_tenant_modules ON public.tenant_modules
    FOR ALL TO service_role
    USING (true);
COMMENT ON POLICY service_role_all_tenant_modules ON public.tenant_modules IS 'Services see and change every installation';

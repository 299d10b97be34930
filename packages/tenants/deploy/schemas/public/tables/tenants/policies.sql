-- Deploy tenants:schemas/public/tables/tenants/policies to pg

-- requires: schemas/public/tables/tenants/table
-- requires: auth-context:schemas/auth/procedures/uid/procedure
-- requires: pgmeta-roles:@0.1.0
-- requires: schemas/public/procedures/user_is_tenant_member/procedure
-- requires: schemas/public/procedures/user_is_tenant_admin/procedure
-- requires: schemas/public/procedures/user_is_tenant_owner/procedure

-- Not forced: the helpers user_is_tenant_… read as the owner; forced, they would be held
-- by the policies that call them, and never end.
ALTER TABLE public.tenants ENABLE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, DELETE ON public.tenants TO authenticated;
GRANT UPDATE (type, name, slug, org_number, billing_email, settings) ON public.tenants TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.tenants TO service_role;

CREATE POLICY members_can_view_tenants ON public.tenants
    FOR SELECT TO authenticated
    USING (public.user_is_tenant_member(id));
COMMENT ON POLICY members_can_view_tenants ON public.tenants IS 'Members see their tenants';

CREATE POLICY authenticated_can_create_tenants ON public.tenants
    FOR INSERT TO authenticated
    WITH CHECK (auth.uid() IS NOT NULL);
COMMENT ON POLICY authenticated_can_create_tenants ON public.tenants IS 'Whoever is signed in may make a tenant';

CREATE POLICY admins_can_update_tenants ON public.tenants
    FOR UPDATE TO authenticated
    USING (public.user_is_tenant_admin(id))
    WITH CHECK (public.user_is_tenant_admin(id));
COMMENT ON POLICY admins_can_update_tenants ON public.tenants IS 'Owners and admins may change their tenant';

CREATE POLICY owners_can_delete_tenants ON public.tenants
    FOR DELETE TO authenticated
    USING (public.user_is_tenant_owner(id));
COMMENT ON POLICY owners_can_delete_tenants ON public.tenants IS 'Owners may delete their tenant';

CREATE POLICY service_role_all_tenants ON public.tenants
    FOR ALL TO service_role
    USING (true);
COMMENT ON POLICY service_role_all_tenants ON public.tenants IS 'Services see and change every tenant';

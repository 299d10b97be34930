-- Deploy tenants:schemas/public/tables/tenant_members/policies to pg

-- requires: schemas/public/tables/tenant_members/table
-- requires: auth-context:schemas/auth/procedures/uid/procedure
-- requires: pgmeta-roles:@0.1.0
-- requires: schemas/public/procedures/user_is_tenant_member/procedure
-- requires: schemas/public/procedures/user_is_tenant_admin/procedure
-- requires: schemas/public/procedures/user_is_tenant_owner/procedure

-- Not forced: the helpers user_is_tenant_… read as the owner; forced, they would be held
-- by the policies that call them, and never end.
ALTER TABLE public.tenant_members ENABLE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, DELETE ON public.tenant_members TO authenticated;
GRANT UPDATE (role) ON public.tenant_members TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.tenant_members TO service_role;

CREATE POLICY members_can_view_tenant_members ON public.tenant_members
    FOR SELECT TO authenticated
    USING (user_id = auth.uid() OR public.user_is_tenant_member(tenant_id));
COMMENT ON POLICY members_can_view_tenant_members ON public.tenant_members IS 'Members see who else belongs to their tenants';

CREATE POLICY admins_can_insert_tenant_members ON public.tenant_members
    FOR INSERT TO authenticated
    WITH CHECK (public.user_is_tenant_admin(tenant_id)
        AND (role <> 'owner' OR public.user_is_tenant_owner(tenant_id)));
COMMENT ON POLICY admins_can_insert_tenant_members ON public.tenant_members IS 'Owners and admins may add members; only owners add owners';

CREATE POLICY admins_can_update_tenant_members ON public.tenant_members
    FOR UPDATE TO authenticated
    USING (public.user_is_tenant_admin(tenant_id)
        AND user_id <> auth.uid()
        AND (role <> 'owner' OR public.user_is_tenant_owner(tenant_id)))
    WITH CHECK (public.user_is_tenant_admin(tenant_id)
        AND user_id <> auth.uid()
        AND (role <> 'owner' OR public.user_is_tenant_owner(tenant_id)));
COMMENT ON POLICY admins_can_update_tenant_members ON public.tenant_members IS 'Owners and admins may change the role of others; only owners make or change owners';

CREATE POLICY members_can_leave_and_admins_can_remove ON public.tenant_members
    FOR DELETE TO authenticated
    USING (user_id = auth.uid()
        OR (public.user_is_tenant_admin(tenant_id) AND (role <> 'owner' OR public.user_is_tenant_owner(tenant_id))));
COMMENT ON POLICY members_can_leave_and_admins_can_remove ON public.tenant_members IS 'Everybody may leave; owners and admins may remove others, only owners remove owners';

CREATE POLICY service_role_all_tenant_members ON public.tenant_members
    FOR ALL TO service_role
    USING (true);
COMMENT ON POLICY service_role_all_tenant_members ON public.tenant_members IS 'Services see and change every membership';

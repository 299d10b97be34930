-- Verify tenants:schemas/public/tables/tenant_members/policies on pg

SELECT pgmeta_verify.verify_security('public.tenant_members', false);

SELECT pgmeta_verify.verify_policy(
    'members_can_view_tenant_members', 'public.tenant_members',
    'for select to authenticated using (((user_id = auth.uid()) OR
     public.user_is_tenant_member(tenant_id)))'
);
SELECT pgmeta_verify.verify_policy(
    'admins_can_insert_tenant_members', 'public.tenant_members',
    'for insert to authenticated with check ((public.user_is_tenant_admin(tenant_id) AND ((role <>
     ''owner''::text) OR public.user_is_tenant_owner(tenant_id))))'
);
SELECT pgmeta_verify.verify_policy(
    'admins_can_update_tenant_members', 'public.tenant_members',
    'for update to authenticated using ((public.user_is_tenant_admin(tenant_id) AND (user_id <>
     auth.uid()) AND ((role <> ''owner''::text) OR public.user_is_tenant_owner(tenant_id)))) with
     check ((public.user_is_tenant_admin(tenant_id) AND (user_id <> auth.uid()) AND ((role <>
     ''owner''::text) OR public.user_is_tenant_owner(tenant_id))))'
);
SELECT pgmeta_verify.verify_policy(
    'members_can_leave_and_admins_can_remove', 'public.tenant_members',
    'for delete to authenticated using (((user_id = auth.uid()) OR
     (public.user_is_tenant_admin(tenant_id) AND ((role <> ''owner''::text) OR
     public.user_is_tenant_owner(tenant_id)))))'
);
SELECT pgmeta_verify.verify_policy(
    'service_role_all_tenant_members', 'public.tenant_members',
    'for all to service_role using (true)'
);

SELECT pgmeta_verify.verify_table_grants(
    'public.tenant_members', 'authenticated', 'SELECT', 'INSERT', 'DELETE', 'UPDATE (role)'
);
SELECT pgmeta_verify.verify_table_grants(
    'public.tenant_members', 'service_role', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'
);
SELECT pgmeta_verify.verify_table_grants('public.tenant_members', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('public.tenant_members', 'public');

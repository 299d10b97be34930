-- Verify tenants:schemas/public/tables/tenants/policies on pg

SELECT pgmeta_verify.verify_security('public.tenants', false);

SELECT pgmeta_verify.verify_policy(
    'members_can_view_tenants', 'public.tenants',
    'for select to authenticated using (public.user_is_tenant_member(id))'
);
SELECT pgmeta_verify.verify_policy(
    'authenticated_can_create_tenants', 'public.tenants',
    'for insert to authenticated with check ((auth.uid() IS NOT NULL))'
);
SELECT pgmeta_verify.verify_policy(
    'admins_can_update_tenants', 'public.tenants',
    'for update to authenticated using (public.user_is_tenant_admin(id)) with check
     (public.user_is_tenant_admin(id))'
);
SELECT pgmeta_verify.verify_policy(
    'owners_can_delete_tenants', 'public.tenants',
    'for delete to authenticated using (public.user_is_tenant_owner(id))'
);
SELECT pgmeta_verify.verify_policy(
    'service_role_all_tenants', 'public.tenants',
    'for all to service_role using (true)'
);

SELECT pgmeta_verify.verify_table_grants(
    'public.tenants', 'authenticated', 'SELECT', 'INSERT', 'DELETE', 'UPDATE (type, name, slug, org_number, billing_email, settings)'
);
SELECT pgmeta_verify.verify_table_grants(
    'public.tenants', 'service_role', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'
);
SELECT pgmeta_verify.verify_table_grants('public.tenants', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('public.tenants', 'public');

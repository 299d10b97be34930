-- Verify module-registry:schemas/public/tables/tenant_modules/policies on pg

SELECT pgmeta_verify.verify_security('public.tenant_modules', false);

SELECT pgmeta_verify.verify_policy(
    'users_can_view_tenant_modules', 'public.tenant_modules',
    'for select to authenticated using (public.user_is_tenant_member(tenant_id))'
);
SELECT pgmeta_verify.verify_policy(
    'admins_can_insert_tenant_modules', 'public.tenant_modules',
    'for insert to authenticated with check ((public.user_is_tenant_admin(tenant_id) AND (module_id IN (
     SELECT m.id FROM public.modules m WHERE m.is_active))))'
);
SELECT pgmeta_verify.verify_policy(
    'admins_can_update_tenant_modules', 'public.tenant_modules',
    'for update to authenticated using (public.user_is_tenant_admin(tenant_id)) with check
     (public.user_is_tenant_admin(tenant_id))'
);
SELECT pgmeta_verify.verify_policy(
    'admins_can_delete_tenant_modules', 'public.tenant_modules',
    'for delete to authenticated using (public.user_is_tenant_admin(tenant_id))'
);
SELECT pgmeta_verify.verify_policy(
    'service_role_all_tenant_modules', 'public.tenant_modules',
    'for all to service_role using (true)'
);

SELECT pgmeta_verify.verify_table_grants(
    'public.tenant_modules', 'authenticated', 'SELECT', 'INSERT', 'DELETE', 'UPDATE (enabled, settings)'
);
SELECT pgmeta_verify.verify_table_grants(
    'public.tenant_modules', 'service_role', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'
);
SELECT pgmeta_verify.verify_table_grants('public.tenant_modules', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('public.tenant_modules', 'public');

-- Verify module-registry:schemas/public/tables/modules/policies on pg

SELECT pgmeta_verify.verify_security('public.modules', false);

SELECT pgmeta_verify.verify_policy(
    'authenticated_can_view_modules', 'public.modules',
    'for select to authenticated using (true)'
);
SELECT pgmeta_verify.verify_policy(
    'service_role_all_modules', 'public.modules',
    'for all to service_role using (true)'
);

SELECT pgmeta_verify.verify_table_grants('public.modules', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants(
    'public.modules', 'service_role', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'
);
SELECT pgmeta_verify.verify_table_grants('public.modules', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('public.modules', 'public');

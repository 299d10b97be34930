-- Verify tenants:schemas/public/tables/user_profiles/policies on pg

SELECT pgmeta_verify.verify_security('public.user_profiles', true);

SELECT pgmeta_verify.verify_policy(
    'users_can_view_own_profile', 'public.user_profiles',
    'for select to public using ((id = auth.uid()))'
);
SELECT pgmeta_verify.verify_policy(
    'users_can_create_own_profile', 'public.user_profiles',
    'for insert to public with check ((id = auth.uid()))'
);
SELECT pgmeta_verify.verify_policy(
    'users_can_update_own_profile', 'public.user_profiles',
    'for update to public using ((id = auth.uid())) with check ((id = auth.uid()))'
);
SELECT pgmeta_verify.verify_policy(
    'service_role_all_user_profiles', 'public.user_profiles',
    'for all to service_role using (true)'
);

SELECT pgmeta_verify.verify_table_grants(
    'public.user_profiles', 'authenticated', 'SELECT', 'INSERT (id, display_name, email, avatar_url)', 'UPDATE (display_name, email, avatar_url)'
);
SELECT pgmeta_verify.verify_table_grants(
    'public.user_profiles', 'service_role', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'
);
SELECT pgmeta_verify.verify_table_grants('public.user_profiles', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('public.user_profiles', 'public');

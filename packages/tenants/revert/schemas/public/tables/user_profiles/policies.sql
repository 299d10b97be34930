-- Revert tenants:schemas/public/tables/user_profiles/policies from pg

DROP POLICY service_role_all_user_profiles ON public.user_profiles;
DROP POLICY users_can_update_own_profile ON public.user_profiles;
DROP POLICY users_can_create_own_profile ON public.user_profiles;
DROP POLICY users_can_view_own_profile ON public.user_profiles;

REVOKE SELECT, INSERT, UPDATE, DELETE ON public.user_profiles FROM service_role;
REVOKE UPDATE (display_name, email, avatar_url) ON public.user_profiles FROM authenticated;
REVOKE INSERT (id, display_name, email, avatar_url) ON public.user_profiles FROM authenticated;
REVOKE SELECT ON public.user_profiles FROM authenticated;

ALTER TABLE public.user_profiles NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.user_profiles DISABLE ROW LEVEL SECURITY;

-- Deploy tenants:schemas/public/tables/user_profiles/policies to pg

-- requires: schemas/public/tables/user_profiles/table
-- requires: auth-context:schemas/auth/procedures/uid/procedure
-- requires: pgmeta-roles:@0.1.0

-- Forced: nothing here relies on the owner. The policies are for everybody, so that a
-- function that runs as the owner may act for the user it has named by the claim.
ALTER TABLE public.user_profiles ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.user_profiles FORCE ROW LEVEL SECURITY;

GRANT SELECT ON public.user_profiles TO authenticated;
GRANT INSERT (id, display_name, email, avatar_url) ON public.user_profiles TO authenticated;
GRANT UPDATE (display_name, email, avatar_url) ON public.user_profiles TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.user_profiles TO service_role;

CREATE POLICY users_can_view_own_profile ON public.user_profiles
    FOR SELECT TO PUBLIC
    USING (id = auth.uid());
COMMENT ON POLICY users_can_view_own_profile ON public.user_profiles IS 'Everybody sees their own profile';

CREATE POLICY users_can_create_own_profile ON public.user_profiles
    FOR INSERT TO PUBLIC
    WITH CHECK (id = auth.uid());
COMMENT ON POLICY users_can_create_own_profile ON public.user_profiles IS 'Everybody may make their own profile';

CREATE POLICY users_can_update_own_profile ON public.user_profiles
    FOR UPDATE TO PUBLIC
    USING (id = auth.uid())
    WITH CHECK (id = auth.uid());
COMMENT ON POLICY users_can_update_own_profile ON public.user_profiles IS 'Everybody may change their own profile';

CREATE POLICY service_role_all_user_profiles ON public.user_profiles
    FOR ALL TO service_role
    USING (true);
COMMENT ON POLICY service_role_all_user_profiles ON public.user_profiles IS 'Services see and change every profile';

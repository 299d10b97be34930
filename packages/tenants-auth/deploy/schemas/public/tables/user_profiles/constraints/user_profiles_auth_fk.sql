-- Deploy tenants-auth:schemas/public/tables/user_profiles/constraints/user_profiles_auth_fk to pg

-- requires: auth-storage:schemas/auth/tables/users/table
-- requires: tenants:schemas/public/tables/user_profiles/table

ALTER TABLE public.user_profiles
    ADD CONSTRAINT user_profiles_auth_fk FOREIGN KEY (id)
        REFERENCES auth.users (id) ON DELETE CASCADE;

COMMENT ON CONSTRAINT user_profiles_auth_fk ON public.user_profiles IS
    'A profile is of a user and goes with them';

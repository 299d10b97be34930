-- Revert tenants-auth:schemas/public/tables/user_profiles/constraints/user_profiles_auth_fk from pg

ALTER TABLE public.user_profiles DROP CONSTRAINT user_profiles_auth_fk;

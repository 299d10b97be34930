-- Revert tenants:schemas/public/tables/user_profiles/table from pg

DROP TABLE public.user_profiles;

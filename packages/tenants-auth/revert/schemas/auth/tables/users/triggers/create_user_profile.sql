-- Revert tenants-auth:schemas/auth/tables/users/triggers/create_user_profile from pg

DROP TRIGGER create_user_profile ON auth.users;
DROP FUNCTION auth.create_user_profile();

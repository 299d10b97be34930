-- Verify tenants-auth:schemas/public/tables/user_profiles/constraints/user_profiles_auth_fk on pg

SELECT pgmeta_verify.verify_constraint(
    'public.user_profiles', 'user_profiles_auth_fk',
    'FOREIGN KEY (id) REFERENCES auth.users(id) ON DELETE CASCADE'
);

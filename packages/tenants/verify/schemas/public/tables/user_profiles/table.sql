-- Verify tenants:schemas/public/tables/user_profiles/table on pg

SELECT pgmeta_verify.verify_table('public.user_profiles');

SELECT pgmeta_verify.verify_columns(
    'public.user_profiles',
    'id uuid not null',
    'display_name text',
    'email text not null',
    'avatar_url text',
    'created_at timestamp with time zone not null default now()',
    'updated_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'public.user_profiles', 'user_profiles_pkey',
    'PRIMARY KEY (id)'
);

SELECT pgmeta_verify.verify_table_trigger(
    'public.user_profiles', 'set_user_profiles_updated_at',
    'BEFORE UPDATE ON public.user_profiles FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()'
);

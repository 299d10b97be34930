-- Verify tenants-auth:schemas/auth/tables/users/triggers/create_user_profile on pg

SELECT pgmeta_verify.verify_function_definition(
    'auth.create_user_profile()',
    '() returns trigger language plpgsql volatile security definer set search_path=pg_catalog, pg_temp',
    'caa3655687668da9bd307e89aa3dfb85'
);
SELECT pgmeta_verify.verify_function_grants('auth.create_user_profile()');

SELECT pgmeta_verify.verify_table_trigger(
    'auth.users', 'create_user_profile',
    'AFTER INSERT OR UPDATE OF email ON auth.users FOR EACH ROW EXECUTE FUNCTION
     auth.create_user_profile()'
);

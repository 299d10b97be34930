-- Verify auth-context:schemas/auth/procedures/uid/procedure on pg

SELECT pgmeta_verify.verify_function_definition(
    'auth.uid()',
    '() returns uuid language sql stable set search_path=pg_catalog, pg_temp',
    '1e35ee1036d0aa310175634bcc60e4e0'
);
SELECT pgmeta_verify.verify_function_grants('auth.uid()', 'authenticated', 'service_role');

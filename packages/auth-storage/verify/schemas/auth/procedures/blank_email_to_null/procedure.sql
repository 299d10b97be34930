-- Verify auth-storage:schemas/auth/procedures/blank_email_to_null/procedure on pg

SELECT pgmeta_verify.verify_function_definition(
    'auth.blank_email_to_null()',
    '() returns trigger language plpgsql volatile set search_path=pg_catalog, pg_temp',
    '2c24ee00494dc1ac73d54dc8e6289edb'
);
SELECT pgmeta_verify.verify_function_grants('auth.blank_email_to_null()');

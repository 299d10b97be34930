-- Verify auth-context:schemas/auth/grants/usage on pg

SELECT pgmeta_verify.verify_schema_grants('auth', 'authenticated', 'USAGE');
SELECT pgmeta_verify.verify_schema_grants('auth', 'service_role', 'USAGE');

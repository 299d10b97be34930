-- Verify spaces-rls:schemas/spaces/grants/usage on pg

SELECT pgmeta_verify.verify_schema_grants('spaces', 'authenticated', 'USAGE');
SELECT pgmeta_verify.verify_schema_grants('spaces', 'service_role', 'USAGE');

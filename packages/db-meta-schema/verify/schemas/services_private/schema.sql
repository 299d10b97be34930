-- Verify db-meta-schema:schemas/services_private/schema on pg

SELECT pgmeta_verify.verify_schema('services_private');
SELECT pgmeta_verify.verify_schema_grants('services_private', 'anonymous');
SELECT pgmeta_verify.verify_schema_grants('services_private', 'authenticated', 'USAGE');
SELECT pgmeta_verify.verify_schema_grants('services_private', 'administrator', 'USAGE');

-- Verify db-meta-schema:schemas/services_public/schema on pg

SELECT pgmeta_verify.verify_schema('services_public');
SELECT pgmeta_verify.verify_schema_grants('services_public', 'anonymous');
SELECT pgmeta_verify.verify_schema_grants('services_public', 'authenticated', 'USAGE');
SELECT pgmeta_verify.verify_schema_grants('services_public', 'administrator', 'USAGE');

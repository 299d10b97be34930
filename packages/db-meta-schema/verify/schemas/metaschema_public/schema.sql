-- Verify db-meta-schema:schemas/metaschema_public/schema on pg

SELECT pgmeta_verify.verify_schema('metaschema_public');
SELECT pgmeta_verify.verify_schema_grants('metaschema_public', 'anonymous');
SELECT pgmeta_verify.verify_schema_grants('metaschema_public', 'authenticated', 'USAGE');
SELECT pgmeta_verify.verify_schema_grants('metaschema_public', 'administrator', 'USAGE');

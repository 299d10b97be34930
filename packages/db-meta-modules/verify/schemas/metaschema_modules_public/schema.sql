-- Verify db-meta-modules:schemas/metaschema_modules_public/schema on pg

SELECT pgmeta_verify.verify_schema('metaschema_modules_public');
SELECT pgmeta_verify.verify_schema_grants('metaschema_modules_public', 'anonymous');
SELECT pgmeta_verify.verify_schema_grants('metaschema_modules_public', 'authenticated', 'USAGE');
SELECT pgmeta_verify.verify_schema_grants('metaschema_modules_public', 'administrator', 'USAGE');

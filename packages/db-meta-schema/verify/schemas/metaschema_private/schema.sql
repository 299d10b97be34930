-- Verify db-meta-schema:schemas/metaschema_private/schema on pg

SELECT pgmeta_verify.verify_schema('metaschema_private');
SELECT pgmeta_verify.verify_schema_grants('metaschema_private', 'anonymous');
SELECT pgmeta_verify.verify_schema_grants('metaschema_private', 'authenticated', 'USAGE');
SELECT pgmeta_verify.verify_schema_grants('metaschema_private', 'administrator', 'USAGE');

-- Verify pgmeta-types:schemas/pgmeta_types/schema on pg

SELECT pgmeta_verify.verify_schema('pgmeta_types');
SELECT pgmeta_verify.verify_schema_grants('pgmeta_types', 'public', 'USAGE');

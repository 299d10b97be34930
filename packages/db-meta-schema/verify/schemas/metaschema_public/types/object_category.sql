-- Verify db-meta-schema:schemas/metaschema_public/types/object_category on pg

SELECT pgmeta_verify.verify_enum('metaschema_public.object_category', 'core', 'module', 'app');

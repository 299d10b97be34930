-- Revert db-meta-schema:schemas/metaschema_private/procedures/database_name_hash from pg

DROP FUNCTION metaschema_private.database_name_hash(text);

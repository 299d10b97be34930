-- Revert db-meta-schema:schemas/metaschema_private/procedures/table_name_hash from pg

DROP FUNCTION metaschema_private.table_name_hash(text);

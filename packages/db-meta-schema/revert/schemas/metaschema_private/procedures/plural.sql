-- Revert db-meta-schema:schemas/metaschema_private/procedures/plural from pg

DROP FUNCTION metaschema_private.plural(text);

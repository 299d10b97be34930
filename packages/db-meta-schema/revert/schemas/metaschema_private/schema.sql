-- Revert db-meta-schema:schemas/metaschema_private/schema from pg

DROP SCHEMA metaschema_private;

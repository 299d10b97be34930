-- Revert db-meta-schema:schemas/metaschema_public/schema from pg

DROP SCHEMA metaschema_public;

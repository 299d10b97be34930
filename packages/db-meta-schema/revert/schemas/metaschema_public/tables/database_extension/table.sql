-- Revert db-meta-schema:schemas/metaschema_public/tables/database_extension/table from pg

DROP TABLE metaschema_public.database_extension;

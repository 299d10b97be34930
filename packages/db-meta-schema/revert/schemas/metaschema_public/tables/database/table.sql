-- Revert db-meta-schema:schemas/metaschema_public/tables/database/table from pg

DROP TABLE metaschema_public.database;

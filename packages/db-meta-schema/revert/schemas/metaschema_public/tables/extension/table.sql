-- Revert db-meta-schema:schemas/metaschema_public/tables/extension/table from pg

DROP TABLE metaschema_public.extension;

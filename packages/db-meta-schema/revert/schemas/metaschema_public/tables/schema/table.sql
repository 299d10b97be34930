-- Revert db-meta-schema:schemas/metaschema_public/tables/schema/table from pg

DROP TABLE metaschema_public.schema;

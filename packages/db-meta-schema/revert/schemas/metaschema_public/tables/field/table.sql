-- Revert db-meta-schema:schemas/metaschema_public/tables/field/table from pg

DROP TABLE metaschema_public.field;

-- Revert db-meta-schema:schemas/metaschema_public/tables/index/table from pg

DROP TABLE metaschema_public.index;

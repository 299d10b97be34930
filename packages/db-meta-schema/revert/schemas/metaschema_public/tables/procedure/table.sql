-- Revert db-meta-schema:schemas/metaschema_public/tables/procedure/table from pg

DROP TABLE metaschema_public.procedure;

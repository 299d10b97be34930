-- Revert db-meta-schema:schemas/metaschema_public/tables/table_grant/table from pg

DROP TABLE metaschema_public.table_grant;

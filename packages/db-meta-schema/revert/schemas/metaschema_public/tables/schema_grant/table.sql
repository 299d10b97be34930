-- Revert db-meta-schema:schemas/metaschema_public/tables/schema_grant/table from pg

DROP TABLE metaschema_public.schema_grant;

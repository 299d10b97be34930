-- Revert db-meta-schema:schemas/metaschema_public/tables/limit_function/table from pg

DROP TABLE metaschema_public.limit_function;

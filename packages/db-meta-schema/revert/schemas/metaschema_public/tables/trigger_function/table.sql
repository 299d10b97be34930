-- Revert db-meta-schema:schemas/metaschema_public/tables/trigger_function/table from pg

DROP TABLE metaschema_public.trigger_function;

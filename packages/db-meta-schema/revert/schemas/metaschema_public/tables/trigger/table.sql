-- Revert db-meta-schema:schemas/metaschema_public/tables/trigger/table from pg

DROP TABLE metaschema_public.trigger;

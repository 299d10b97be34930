-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/events_module/table from pg

DROP TABLE metaschema_modules_public.events_module;

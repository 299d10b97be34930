-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/default_ids_module/table from pg

DROP TABLE metaschema_modules_public.default_ids_module;

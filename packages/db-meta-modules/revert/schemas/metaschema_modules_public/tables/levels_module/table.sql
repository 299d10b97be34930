-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/levels_module/table from pg

DROP TABLE metaschema_modules_public.levels_module;

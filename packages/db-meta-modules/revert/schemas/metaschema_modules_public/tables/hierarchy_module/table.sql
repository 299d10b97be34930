-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/hierarchy_module/table from pg

DROP TABLE metaschema_modules_public.hierarchy_module;

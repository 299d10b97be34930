-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/module_catalogue/table from pg

DROP TABLE metaschema_modules_public.module_catalogue;

-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/module_requirement/table from pg

DROP TABLE metaschema_modules_public.module_requirement;

-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/limits_module/table from pg

DROP TABLE metaschema_modules_public.limits_module;

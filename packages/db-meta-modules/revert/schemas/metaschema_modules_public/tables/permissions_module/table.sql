-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/permissions_module/table from pg

DROP TABLE metaschema_modules_public.permissions_module;

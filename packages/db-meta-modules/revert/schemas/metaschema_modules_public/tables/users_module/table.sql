-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/users_module/table from pg

DROP TABLE metaschema_modules_public.users_module;

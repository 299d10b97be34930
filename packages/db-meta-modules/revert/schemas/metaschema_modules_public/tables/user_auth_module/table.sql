-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/user_auth_module/table from pg

DROP TABLE metaschema_modules_public.user_auth_module;

-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/profiles_module/table from pg

DROP TABLE metaschema_modules_public.profiles_module;

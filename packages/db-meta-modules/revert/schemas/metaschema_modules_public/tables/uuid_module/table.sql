-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/uuid_module/table from pg

DROP TABLE metaschema_modules_public.uuid_module;

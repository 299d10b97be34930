-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/field_module/table from pg

DROP TABLE metaschema_modules_public.field_module;

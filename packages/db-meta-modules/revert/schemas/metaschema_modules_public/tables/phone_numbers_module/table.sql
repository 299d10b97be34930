-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/phone_numbers_module/table from pg

DROP TABLE metaschema_modules_public.phone_numbers_module;

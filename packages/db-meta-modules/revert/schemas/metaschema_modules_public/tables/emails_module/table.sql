-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/emails_module/table from pg

DROP TABLE metaschema_modules_public.emails_module;

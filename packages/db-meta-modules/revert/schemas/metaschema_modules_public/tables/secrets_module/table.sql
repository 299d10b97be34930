-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/secrets_module/table from pg

DROP TABLE metaschema_modules_public.secrets_module;

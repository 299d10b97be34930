-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/encrypted_secrets_module/table from pg

DROP TABLE metaschema_modules_public.encrypted_secrets_module;

-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/tokens_module/table from pg

DROP TABLE metaschema_modules_public.tokens_module;

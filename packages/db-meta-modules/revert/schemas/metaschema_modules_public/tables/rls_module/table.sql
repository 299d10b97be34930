-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/rls_module/table from pg

DROP TABLE metaschema_modules_public.rls_module;

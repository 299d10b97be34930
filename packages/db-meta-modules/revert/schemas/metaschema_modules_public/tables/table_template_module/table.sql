-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/table_template_module/table from pg

DROP TABLE metaschema_modules_public.table_template_module;

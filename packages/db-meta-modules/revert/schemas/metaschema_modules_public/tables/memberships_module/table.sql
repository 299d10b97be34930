-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/memberships_module/table from pg

DROP TABLE metaschema_modules_public.memberships_module;

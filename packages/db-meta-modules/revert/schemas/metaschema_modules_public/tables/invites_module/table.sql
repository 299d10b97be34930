-- Revert db-meta-modules:schemas/metaschema_modules_public/tables/invites_module/table from pg

DROP TABLE metaschema_modules_public.invites_module;

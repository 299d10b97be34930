-- Revert db-meta-modules:schemas/metaschema_modules_public/views/installed_modules/view from pg

DROP VIEW metaschema_modules_public.installed_modules;

-- Revert db-meta-modules:schemas/metaschema_modules_public/procedures/missing_modules from pg

DROP FUNCTION metaschema_modules_public.missing_modules(uuid, text, uuid);

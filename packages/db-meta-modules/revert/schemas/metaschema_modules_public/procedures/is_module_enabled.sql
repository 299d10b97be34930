-- Revert db-meta-modules:schemas/metaschema_modules_public/procedures/is_module_enabled from pg

DROP FUNCTION metaschema_modules_public.is_module_enabled(uuid, text, uuid);

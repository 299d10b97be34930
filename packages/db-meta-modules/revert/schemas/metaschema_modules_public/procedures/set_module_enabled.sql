-- Revert db-meta-modules:schemas/metaschema_modules_public/procedures/set_module_enabled from pg

DROP FUNCTION metaschema_modules_public.set_module_enabled(uuid, text, boolean, uuid);

-- Revert db-meta-modules:schemas/metaschema_modules_public/procedures/required_modules from pg

DROP FUNCTION metaschema_modules_public.required_modules(text);

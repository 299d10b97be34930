-- Revert module-registry:schemas/public/procedures/is_module_enabled/procedure from pg

DROP FUNCTION public.is_module_enabled(uuid, text);

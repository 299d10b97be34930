-- Revert module-registry:schemas/public/procedures/uninstall_module/procedure from pg

DROP FUNCTION public.uninstall_module(uuid, text, boolean);

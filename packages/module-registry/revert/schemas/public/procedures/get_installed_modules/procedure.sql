-- Revert module-registry:schemas/public/procedures/get_installed_modules/procedure from pg

DROP FUNCTION public.get_installed_modules(uuid, boolean);

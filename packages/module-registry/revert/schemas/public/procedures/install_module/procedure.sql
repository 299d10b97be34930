-- Revert module-registry:schemas/public/procedures/install_module/procedure from pg

DROP FUNCTION public.install_module(uuid, text, jsonb);

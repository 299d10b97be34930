-- Revert module-registry:schemas/public/procedures/assert_can_manage_modules/procedure from pg

DROP FUNCTION public.assert_can_manage_modules(uuid);

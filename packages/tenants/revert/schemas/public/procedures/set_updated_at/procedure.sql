-- Revert tenants:schemas/public/procedures/set_updated_at/procedure from pg

DROP FUNCTION public.set_updated_at();

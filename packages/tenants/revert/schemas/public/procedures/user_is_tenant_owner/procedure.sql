-- Revert tenants:schemas/public/procedures/user_is_tenant_owner/procedure from pg

DROP FUNCTION public.user_is_tenant_owner(uuid, uuid);
DROP FUNCTION public.user_is_tenant_owner(uuid);

-- Revert tenants:schemas/public/procedures/user_is_tenant_admin/procedure from pg

DROP FUNCTION public.user_is_tenant_admin(uuid, uuid);
DROP FUNCTION public.user_is_tenant_admin(uuid);

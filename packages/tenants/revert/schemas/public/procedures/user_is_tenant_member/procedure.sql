-- Revert tenants:schemas/public/procedures/user_is_tenant_member/procedure from pg

DROP FUNCTION public.user_is_tenant_member(uuid, uuid);
DROP FUNCTION public.user_is_tenant_member(uuid);

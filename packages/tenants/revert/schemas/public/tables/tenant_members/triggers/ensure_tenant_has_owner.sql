-- Revert tenants:schemas/public/tables/tenant_members/triggers/ensure_tenant_has_owner from pg

DROP TRIGGER ensure_tenant_has_owner ON public.tenant_members;
DROP FUNCTION public.ensure_tenant_has_owner();

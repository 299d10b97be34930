-- Revert module-registry:schemas/public/tables/tenant_modules/policies from pg

DROP POLICY service_role_all_tenant_modules ON public.tenant_modules;
DROP POLICY admins_can_delete_tenant_modules ON public.tenant_modules;
DROP POLICY admins_can_update_tenant_modules ON public.tenant_modules;
DROP POLICY admins_can_insert_tenant_modules ON public.tenant_modules;
DROP POLICY users_can_view_tenant_modules ON public.tenant_modules;

REVOKE SELECT, INSERT, UPDATE, DELETE ON public.tenant_modules FROM service_role;
REVOKE UPDATE (enabled, settings) ON public.tenant_modules FROM authenticated;
REVOKE SELECT, INSERT, DELETE ON public.tenant_modules FROM authenticated;

ALTER TABLE public.tenant_modules DISABLE ROW LEVEL SECURITY;

-- Revert tenants:schemas/public/tables/tenant_members/policies from pg

DROP POLICY service_role_all_tenant_members ON public.tenant_members;
DROP POLICY members_can_leave_and_admins_can_remove ON public.tenant_members;
DROP POLICY admins_can_update_tenant_members ON public.tenant_members;
DROP POLICY admins_can_insert_tenant_members ON public.tenant_members;
DROP POLICY members_can_view_tenant_members ON public.tenant_members;

REVOKE SELECT, INSERT, UPDATE, DELETE ON public.tenant_members FROM service_role;
REVOKE UPDATE (role) ON public.tenant_members FROM authenticated;
REVOKE SELECT, INSERT, DELETE ON public.tenant_members FROM authenticated;

ALTER TABLE public.tenant_members DISABLE ROW LEVEL SECURITY;

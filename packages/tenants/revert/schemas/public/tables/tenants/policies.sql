-- Revert tenants:schemas/public/tables/tenants/policies from pg

DROP POLICY service_role_all_tenants ON public.tenants;
DROP POLICY owners_can_delete_tenants ON public.tenants;
DROP POLICY admins_can_update_tenants ON public.tenants;
DROP POLICY authenticated_can_create_tenants ON public.tenants;
DROP POLICY members_can_view_tenants ON public.tenants;

REVOKE SELECT, INSERT, UPDATE, DELETE ON public.tenants FROM service_role;
REVOKE UPDATE (type, name, slug, org_number, billing_email, settings) ON public.tenants FROM authenticated;
REVOKE SELECT, INSERT, DELETE ON public.tenants FROM authenticated;

ALTER TABLE public.tenants DISABLE ROW LEVEL SECURITY;

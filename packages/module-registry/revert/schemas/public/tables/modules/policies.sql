-- Revert module-registry:schemas/public/tables/modules/policies from pg

DROP POLICY service_role_all_modules ON public.modules;
DROP POLICY authenticated_can_view_modules ON public.modules;

REVOKE SELECT, INSERT, UPDATE, DELETE ON public.modules FROM service_role;
REVOKE SELECT ON public.modules FROM authenticated;

ALTER TABLE public.modules DISABLE ROW LEVEL SECURITY;

-- Revert business-rls:content/business_hours from pg

DROP POLICY tenant_isolation ON public.business_hours;
ALTER TABLE public.business_hours NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.business_hours DISABLE ROW LEVEL SECURITY;

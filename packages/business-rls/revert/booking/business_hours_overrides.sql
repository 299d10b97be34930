-- Revert business-rls:booking/business_hours_overrides from pg

DROP POLICY tenant_isolation ON public.business_hours_overrides;
ALTER TABLE public.business_hours_overrides NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.business_hours_overrides DISABLE ROW LEVEL SECURITY;

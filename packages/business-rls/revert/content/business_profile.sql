-- Revert business-rls:content/business_profile from pg

DROP POLICY tenant_isolation ON public.business_profile;
ALTER TABLE public.business_profile NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.business_profile DISABLE ROW LEVEL SECURITY;

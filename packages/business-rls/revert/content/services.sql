-- Revert business-rls:content/services from pg

DROP POLICY tenant_isolation ON public.services;
ALTER TABLE public.services NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.services DISABLE ROW LEVEL SECURITY;

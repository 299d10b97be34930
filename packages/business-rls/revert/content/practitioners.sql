-- Revert business-rls:content/practitioners from pg

DROP POLICY tenant_isolation ON public.practitioners;
ALTER TABLE public.practitioners NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.practitioners DISABLE ROW LEVEL SECURITY;

-- Revert business-rls:booking/clients from pg

DROP POLICY tenant_isolation ON public.clients;
ALTER TABLE public.clients NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.clients DISABLE ROW LEVEL SECURITY;

-- Revert business-rls:giftcert/packages from pg

DROP POLICY tenant_isolation ON public.packages;
ALTER TABLE public.packages NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.packages DISABLE ROW LEVEL SECURITY;

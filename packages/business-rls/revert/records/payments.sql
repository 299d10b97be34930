-- Revert business-rls:records/payments from pg

DROP POLICY tenant_isolation ON public.payments;
ALTER TABLE public.payments NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.payments DISABLE ROW LEVEL SECURITY;

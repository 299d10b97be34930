-- Revert business-rls:giftcert/redemptions from pg

DROP POLICY tenant_isolation ON public.redemptions;
ALTER TABLE public.redemptions NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.redemptions DISABLE ROW LEVEL SECURITY;

-- Revert business-rls:giftcert/gift_certificates from pg

DROP POLICY tenant_isolation ON public.gift_certificates;
ALTER TABLE public.gift_certificates NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.gift_certificates DISABLE ROW LEVEL SECURITY;

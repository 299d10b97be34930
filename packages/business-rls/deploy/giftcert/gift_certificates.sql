-- Deploy business-rls:giftcert/gift_certificates to pg

-- requires: business:giftcert/gift_certificates

-- Forced, so that a program that signs in as the owner is held to it too.
ALTER TABLE public.gift_certificates ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.gift_certificates FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON public.gift_certificates
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

COMMENT ON POLICY tenant_isolation ON public.gift_certificates IS
    'Rows of the tenant that app.tenant_id names; none when it is absent or empty';

-- Deploy business-rls:giftcert/redemptions to pg

-- requires: business:giftcert/redemptions

-- Forced, so that a program that signs in as the owner is held to it too.
ALTER TABLE public.redemptions ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.redemptions FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON public.redemptions
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

COMMENT ON POLICY tenant_isolation ON public.redemptions IS
    'Rows of the tenant that app.tenant_id names; none when it is absent or empty';

-- Deploy business-rls:booking/clients to pg

-- requires: business:booking/clients

-- Forced, so that a program that signs in as the owner is held to it too.
ALTER TABLE public.clients ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.clients FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON public.clients
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

COMMENT ON POLICY tenant_isolation ON public.clients IS
    'Rows of the tenant that app.tenant_id names; none when it is absent or empty';

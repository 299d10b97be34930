-- Deploy business-rls:booking/time_blocks to pg

-- requires: business:booking/time_blocks

-- Forced, so that a program that signs in as the owner is held to it too.
ALTER TABLE public.time_blocks ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.time_blocks FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON public.time_blocks
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

COMMENT ON POLICY tenant_isolation ON public.time_blocks IS
    'Rows of the tenant that app.tenant_id names; none when it is absent or empty';

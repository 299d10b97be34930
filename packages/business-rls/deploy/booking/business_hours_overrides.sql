-- Deploy business-rls:booking/business_hours_overrides to pg

-- requires: business:booking/business_hours_overrides

-- Forced, so that a program that signs in as the owner is held to it too.
ALTER TABLE public.business_hours_overrides ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.business_hours_overrides FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON public.business_hours_overrides
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

COMMENT ON POLICY tenant_isolation ON public.business_hours_overrides IS
    'Rows of the tenant that app.tenant_id names; none when it is absent or empty';

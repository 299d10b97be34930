-- Deploy business-rls:content/business_profile to pg

-- requires: business:content/business_profile

-- Forced, so that a program that signs in as the owner is held to it too.
ALTER TABLE public.business_profile ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.business_profile FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON public.business_profile
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

COMMENT ON POLICY tenant_isolation ON public.business_profile IS
    'Rows of the tenant that app.tenant_id names; none when it is absent or empty';

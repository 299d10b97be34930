-- Deploy business-rls:content/reviews to pg

-- requires: business:content/reviews

-- Forced, so that a program that signs in as the owner is held to it too.
ALTER TABLE public.reviews ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.reviews FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON public.reviews
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

COMMENT ON POLICY tenant_isolation ON public.reviews IS
    'Rows of the tenant that app.tenant_id names; none when it is absent or empty';

-- Deploy business-rls:booking/bookings to pg

-- requires: business:booking/bookings

-- Forced, so that a program that signs in as the owner is held to it too.
ALTER TABLE public.bookings ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.bookings FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON public.bookings
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

COMMENT ON POLICY tenant_isolation ON public.bookings IS
    'Rows of the tenant that app.tenant_id names; none when it is absent or empty';

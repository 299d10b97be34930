-- Deploy business-rls:records/local_bookings to pg

-- requires: business:records/local_bookings

-- Forced, so that a program that signs in as the owner is held to it too.
ALTER TABLE public.local_bookings ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.local_bookings FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON public.local_bookings
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

COMMENT ON POLICY tenant_isolation ON public.local_bookings IS
    'Rows of the tenant that app.tenant_id names; none when it is absent or empty';

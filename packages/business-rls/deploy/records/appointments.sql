-- Deploy business-rls:records/appointments to pg

-- requires: business:records/appointments

-- Forced, so that a program that signs in as the owner is held to it too.
ALTER TABLE public.appointments ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.appointments FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON public.appointments
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

COMMENT ON POLICY tenant_isolation ON public.appointments IS
    'Rows of the tenant that app.tenant_id names; none when it is absent or empty';

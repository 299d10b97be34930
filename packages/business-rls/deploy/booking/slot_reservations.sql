-- Deploy business-rls:booking/slot_reservations to pg

-- requires: business:booking/slot_reservations

-- Forced, so that a program that signs in as the owner is held to it too.
ALTER TABLE public.slot_reservations ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.slot_reservations FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON public.slot_reservations
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

COMMENT ON POLICY tenant_isolation ON public.slot_reservations IS
    'Rows of the tenant that app.tenant_id names; none when it is absent or empty';

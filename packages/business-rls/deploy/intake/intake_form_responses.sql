-- Deploy business-rls:intake/intake_form_responses to pg

-- requires: business:intake/intake_form_responses

-- Forced, so that a program that signs in as the owner is held to it too.
ALTER TABLE public.intake_form_responses ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.intake_form_responses FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON public.intake_form_responses
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

COMMENT ON POLICY tenant_isolation ON public.intake_form_responses IS
    'Rows of the tenant that app.tenant_id names; none when it is absent or empty';

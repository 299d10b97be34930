-- Deploy business-rls:intake/intake_form_templates to pg

-- requires: business:intake/intake_form_templates

-- Forced, so that a program that signs in as the owner is held to it too.
ALTER TABLE public.intake_form_templates ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.intake_form_templates FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON public.intake_form_templates
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

COMMENT ON POLICY tenant_isolation ON public.intake_form_templates IS
    'Rows of the tenant that app.tenant_id names; none when it is absent or empty';

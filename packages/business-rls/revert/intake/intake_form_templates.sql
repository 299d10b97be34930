-- Revert business-rls:intake/intake_form_templates from pg

DROP POLICY tenant_isolation ON public.intake_form_templates;
ALTER TABLE public.intake_form_templates NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.intake_form_templates DISABLE ROW LEVEL SECURITY;

-- Revert business-rls:intake/intake_form_responses from pg

DROP POLICY tenant_isolation ON public.intake_form_responses;
ALTER TABLE public.intake_form_responses NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.intake_form_responses DISABLE ROW LEVEL SECURITY;

-- Revert business:intake/intake_form_templates from pg

DROP TABLE public.intake_form_templates;

-- Revert business:intake/intake_form_responses from pg

DROP TABLE public.intake_form_responses;

-- Revert business:intake/intake_submissions from pg

DROP VIEW public.intake_submissions;

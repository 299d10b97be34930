-- Revert business:records/appointments from pg

DROP TABLE public.appointments;

-- Revert business:records/payments from pg

DROP TABLE public.payments;

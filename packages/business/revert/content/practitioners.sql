-- Revert business:content/practitioners from pg

DROP TABLE public.practitioners;

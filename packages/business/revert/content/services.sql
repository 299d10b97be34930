-- Revert business:content/services from pg

DROP TABLE public.services;

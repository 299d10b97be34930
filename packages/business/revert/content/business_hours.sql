-- Revert business:content/business_hours from pg

DROP TABLE public.business_hours;

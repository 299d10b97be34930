-- Revert business:booking/business_hours_overrides from pg

DROP TABLE public.business_hours_overrides;

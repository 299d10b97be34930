-- Revert business:content/business_profile from pg

DROP TABLE public.business_profile;

-- Revert business:content/reviews from pg

DROP TABLE public.reviews;

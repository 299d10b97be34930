-- Revert business:giftcert/packages from pg

DROP TABLE public.packages;

-- Revert business:giftcert/gift_certificates from pg

DROP TABLE public.gift_certificates;

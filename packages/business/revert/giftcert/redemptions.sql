-- Revert business:giftcert/redemptions from pg

DROP TABLE public.redemptions;

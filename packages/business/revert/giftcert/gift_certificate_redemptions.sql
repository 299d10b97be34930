-- Revert business:giftcert/gift_certificate_redemptions from pg

DROP VIEW public.gift_certificate_redemptions;

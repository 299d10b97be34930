-- Deploy business:giftcert/gift_certificate_redemptions to pg

-- requires: giftcert/redemptions

-- The name under which other programs know these rows.
CREATE VIEW public.gift_certificate_redemptions AS
SELECT id, tenant_id, booking_id, gift_certificate_id, package_id, type, amount_cents,
       session_number, created_at
FROM public.redemptions
WHERE type = 'gift_certificate';

COMMENT ON VIEW public.gift_certificate_redemptions IS
    'Redemptions of gift certificates';

-- Before version 15 a view reads as its owner, whom row level security does not hold when
-- that is a superuser.
DO $do$
BEGIN
    IF current_setting('server_version_num')::integer >= 150000 THEN
        ALTER VIEW public.gift_certificate_redemptions SET (security_invoker = true);
    END IF;
END
$do$;

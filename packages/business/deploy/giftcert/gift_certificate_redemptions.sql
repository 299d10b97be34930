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

COMMENT ON COLUMN public.gift_certificate_redemptions.id IS
    'The redemption';
COMMENT ON COLUMN public.gift_certificate_redemptions.tenant_id IS
    'The tenant';
COMMENT ON COLUMN public.gift_certificate_redemptions.booking_id IS
    'What was paid';
COMMENT ON COLUMN public.gift_certificate_redemptions.gift_certificate_id IS
    'The certificate it was paid with';
COMMENT ON COLUMN public.gift_certificate_redemptions.package_id IS
    'The package it was paid with';
COMMENT ON COLUMN public.gift_certificate_redemptions.type IS
    'gift_certificate or package';
COMMENT ON COLUMN public.gift_certificate_redemptions.amount_cents IS
    'What was taken from the certificate, in cents';
COMMENT ON COLUMN public.gift_certificate_redemptions.session_number IS
    'Which session of the package';
COMMENT ON COLUMN public.gift_certificate_redemptions.created_at IS
    'When the row was made';

-- Before version 15 a view reads as its owner, whom row level security does not hold when
-- that is a superuser.
DO $do$
BEGIN
    IF current_setting('server_version_num')::integer >= 150000 THEN
        ALTER VIEW public.gift_certificate_redemptions SET (security_invoker = true);
    END IF;
END
$do$;

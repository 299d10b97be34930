-- Verify business:giftcert/gift_certificate_redemptions on pg

SELECT pgmeta_verify.verify_view('public.gift_certificate_redemptions');
SELECT pgmeta_verify.verify_view_reads('public.gift_certificate_redemptions', 'public.redemptions');

SELECT pgmeta_verify.verify_columns(
    'public.gift_certificate_redemptions',
    'id uuid',
    'tenant_id uuid',
    'booking_id uuid',
    'gift_certificate_id uuid',
    'package_id uuid',
    'type character varying(16)',
    'amount_cents integer',
    'session_number integer',
    'created_at timestamp with time zone'
);

SELECT pgmeta_verify.verify_that(
    current_setting('server_version_num')::integer < 150000
        OR reloptions @> ARRAY['security_invoker=true'],
    'the view reads as its caller'
)
FROM pg_catalog.pg_class
WHERE oid = 'public.gift_certificate_redemptions'::regclass;

SELECT pgmeta_verify.verify_that(
    pg_catalog.pg_get_viewdef('public.gift_certificate_redemptions'::regclass)
        LIKE '%type%=%gift_certificate''%',
    'the view shows redemptions of gift certificates only'
);

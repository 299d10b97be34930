-- Verify business:giftcert/redemptions on pg

SELECT pgmeta_verify.verify_table('public.redemptions');

SELECT pgmeta_verify.verify_columns(
    'public.redemptions',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'booking_id uuid not null',
    'gift_certificate_id uuid',
    'package_id uuid',
    'type character varying(16) not null',
    'amount_cents integer',
    'session_number integer',
    'created_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'public.redemptions', 'redemptions_pkey',
    'PRIMARY KEY (id)'
);
SELECT pgmeta_verify.verify_constraint(
    'public.redemptions', 'redemptions_booking_id_bookings_id_fk',
    'FOREIGN KEY (tenant_id, booking_id) REFERENCES public.bookings(tenant_id, id)'
);
SELECT pgmeta_verify.verify_constraint(
    'public.redemptions', 'redemptions_gift_certificate_id_gift_certificates_id_fk',
    'FOREIGN KEY (tenant_id, gift_certificate_id) REFERENCES public.gift_certificates(tenant_id, id)'
);
SELECT pgmeta_verify.verify_constraint(
    'public.redemptions', 'redemptions_package_id_packages_id_fk',
    'FOREIGN KEY (tenant_id, package_id) REFERENCES public.packages(tenant_id, id)'
);
SELECT pgmeta_verify.verify_index(
    'public.redemptions', 'redemptions_tenant_idx',
    'btree (tenant_id)'
);
SELECT pgmeta_verify.verify_index(
    'public.redemptions', 'idx_redemptions_booking',
    'btree (booking_id)'
);
SELECT pgmeta_verify.verify_index(
    'public.redemptions', 'idx_redemptions_gc',
    'btree (gift_certificate_id)'
);
SELECT pgmeta_verify.verify_index(
    'public.redemptions', 'idx_redemptions_pkg',
    'btree (package_id)'
);

-- Verify business:giftcert/gift_certificates on pg

SELECT pgmeta_verify.verify_table('public.gift_certificates');

SELECT pgmeta_verify.verify_columns(
    'public.gift_certificates',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'code character varying(16) not null',
    'amount_cents integer not null',
    'balance_cents integer not null',
    'currency character varying(3) not null default ''USD''::character varying',
    'status character varying(16) not null default ''active''::character varying',
    'purchaser_name character varying(255) not null',
    'purchaser_email character varying(255) not null',
    'recipient_name character varying(255)',
    'recipient_email character varying(255)',
    'message text',
    'stripe_session_id character varying(255)',
    'stripe_payment_id character varying(255)',
    'issued_by character varying(64)',
    'redeemed_at timestamp with time zone',
    'created_at timestamp with time zone not null default now()',
    'updated_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'public.gift_certificates', 'gift_certificates_pkey',
    'PRIMARY KEY (id)'
);
SELECT pgmeta_verify.verify_constraint(
    'public.gift_certificates', 'gift_certificates_tenant_id_unique',
    'UNIQUE (tenant_id, id)'
);
SELECT pgmeta_verify.verify_index(
    'public.gift_certificates', 'gift_certificates_tenant_code_unique',
    'unique btree (tenant_id, code)'
);
SELECT pgmeta_verify.verify_index(
    'public.gift_certificates', 'gift_certificates_tenant_idx',
    'btree (tenant_id)'
);
SELECT pgmeta_verify.verify_index('public.gift_certificates', 'idx_gc_code', 'btree (code)');
SELECT pgmeta_verify.verify_index('public.gift_certificates', 'idx_gc_status', 'btree (status)');
SELECT pgmeta_verify.verify_index(
    'public.gift_certificates', 'idx_gc_recipient_email',
    'btree (recipient_email)'
);

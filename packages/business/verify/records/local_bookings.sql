-- Verify business:records/local_bookings on pg

SELECT pgmeta_verify.verify_table('public.local_bookings');

SELECT pgmeta_verify.verify_columns(
    'public.local_bookings',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'service_id character varying(128) not null',
    'service_name character varying(255) not null',
    'provider_id character varying(128)',
    'provider_name character varying(255)',
    'datetime timestamp with time zone not null',
    'duration integer not null',
    'client jsonb not null',
    'payment_method character varying(32) not null',
    'payment_transaction_id character varying(255)',
    'amount_cents integer not null',
    'payment_status character varying(32) not null default ''pending''::character varying',
    'reconciliation_status character varying(32) not null default ''pending''::character varying',
    'acuity_appointment_id character varying(64)',
    'reconciled_at timestamp with time zone',
    'notes text',
    'created_at timestamp with time zone not null default now()',
    'updated_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'public.local_bookings', 'local_bookings_pkey',
    'PRIMARY KEY (id)'
);
SELECT pgmeta_verify.verify_index(
    'public.local_bookings', 'local_bookings_tenant_idx',
    'btree (tenant_id)'
);

-- Verify business:records/payments on pg

SELECT pgmeta_verify.verify_table('public.payments');

SELECT pgmeta_verify.verify_columns(
    'public.payments',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'appointment_id uuid',
    'amount_cents integer not null',
    'currency character varying(3) not null default ''USD''::character varying',
    'processor character varying(32) not null',
    'processor_ref character varying(255) not null',
    'status character varying(32) not null default ''pending''::character varying',
    'metadata jsonb',
    'created_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint('public.payments', 'payments_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint(
    'public.payments', 'payments_appointment_id_appointments_id_fk',
    'FOREIGN KEY (tenant_id, appointment_id) REFERENCES public.appointments(tenant_id, id)'
);
SELECT pgmeta_verify.verify_index('public.payments', 'payments_tenant_idx', 'btree (tenant_id)');

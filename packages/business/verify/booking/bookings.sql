-- Verify business:booking/bookings on pg

SELECT pgmeta_verify.verify_table('public.bookings');

SELECT pgmeta_verify.verify_columns(
    'public.bookings',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'confirmation_code character varying(16) not null',
    'service_id uuid not null',
    'practitioner_id uuid',
    'client_id uuid not null',
    'datetime timestamp with time zone not null',
    'end_time timestamp with time zone not null',
    'duration integer not null',
    'status character varying(32) not null default ''confirmed''::character varying',
    'payment_status character varying(32) not null default ''pending''::character varying',
    'payment_method character varying(32)',
    'payment_ref character varying(255)',
    'amount_cents integer not null',
    'notes text',
    'idempotency_key character varying(255)',
    'cancelled_at timestamp with time zone',
    'cancel_reason text',
    'created_at timestamp with time zone not null default now()',
    'updated_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint('public.bookings', 'bookings_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint(
    'public.bookings', 'bookings_tenant_id_unique',
    'UNIQUE (tenant_id, id)'
);
SELECT pgmeta_verify.verify_constraint(
    'public.bookings', 'bookings_service_id_services_id_fk',
    'FOREIGN KEY (tenant_id, service_id) REFERENCES public.services(tenant_id, id)'
);
SELECT pgmeta_verify.verify_constraint(
    'public.bookings', 'bookings_practitioner_id_practitioners_id_fk',
    'FOREIGN KEY (tenant_id, practitioner_id) REFERENCES public.practitioners(tenant_id, id)'
);
SELECT pgmeta_verify.verify_constraint(
    'public.bookings', 'bookings_client_id_clients_id_fk',
    'FOREIGN KEY (tenant_id, client_id) REFERENCES public.clients(tenant_id, id)'
);
SELECT pgmeta_verify.verify_index(
    'public.bookings', 'bookings_tenant_confirmation_code_unique',
    'unique btree (tenant_id, confirmation_code)'
);
SELECT pgmeta_verify.verify_index(
    'public.bookings', 'bookings_tenant_idempotency_key_unique',
    'unique btree (tenant_id, idempotency_key)'
);
SELECT pgmeta_verify.verify_index('public.bookings', 'bookings_tenant_idx', 'btree (tenant_id)');
SELECT pgmeta_verify.verify_index(
    'public.bookings', 'idx_bookings_schedule',
    'btree (practitioner_id, datetime)'
);
SELECT pgmeta_verify.verify_index('public.bookings', 'idx_bookings_client', 'btree (client_id)');
SELECT pgmeta_verify.verify_index('public.bookings', 'idx_bookings_datetime', 'btree (datetime)');

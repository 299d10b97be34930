-- Verify business:records/appointments on pg

SELECT pgmeta_verify.verify_table('public.appointments');

SELECT pgmeta_verify.verify_columns(
    'public.appointments',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'acuity_id integer',
    'client_name character varying(255) not null',
    'client_email character varying(255)',
    'client_phone character varying(32)',
    'service character varying(255) not null',
    'duration integer not null',
    'price_cents integer not null',
    'paid boolean not null default false',
    'payment_method character varying(32)',
    'appointment_date timestamp with time zone not null',
    'notes text',
    'created_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'public.appointments', 'appointments_pkey',
    'PRIMARY KEY (id)'
);
SELECT pgmeta_verify.verify_constraint(
    'public.appointments', 'appointments_tenant_id_unique',
    'UNIQUE (tenant_id, id)'
);
SELECT pgmeta_verify.verify_index(
    'public.appointments', 'appointments_tenant_acuity_id_unique',
    'unique btree (tenant_id, acuity_id)'
);
SELECT pgmeta_verify.verify_index(
    'public.appointments', 'appointments_tenant_idx',
    'btree (tenant_id)'
);

-- Verify business:booking/slot_reservations on pg

SELECT pgmeta_verify.verify_table('public.slot_reservations');

SELECT pgmeta_verify.verify_columns(
    'public.slot_reservations',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'practitioner_id uuid',
    'datetime timestamp with time zone not null',
    'duration integer not null',
    'expires_at timestamp with time zone not null',
    'released_at timestamp with time zone',
    'created_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'public.slot_reservations', 'slot_reservations_pkey',
    'PRIMARY KEY (id)'
);
SELECT pgmeta_verify.verify_constraint(
    'public.slot_reservations', 'slot_reservations_practitioner_id_practitioners_id_fk',
    'FOREIGN KEY (tenant_id, practitioner_id) REFERENCES public.practitioners(tenant_id, id)'
);
SELECT pgmeta_verify.verify_index(
    'public.slot_reservations', 'slot_reservations_tenant_idx',
    'btree (tenant_id)'
);
SELECT pgmeta_verify.verify_index(
    'public.slot_reservations', 'idx_reservations_datetime',
    'btree (datetime)'
);
SELECT pgmeta_verify.verify_index(
    'public.slot_reservations', 'idx_reservations_expires',
    'btree (expires_at)'
);

-- Verify business:booking/time_blocks on pg

SELECT pgmeta_verify.verify_table('public.time_blocks');

SELECT pgmeta_verify.verify_columns(
    'public.time_blocks',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'practitioner_id uuid not null',
    'start_time timestamp with time zone not null',
    'end_time timestamp with time zone not null',
    'block_type character varying(32) not null',
    'title character varying(255)',
    'created_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'public.time_blocks', 'time_blocks_pkey',
    'PRIMARY KEY (id)'
);
SELECT pgmeta_verify.verify_constraint(
    'public.time_blocks', 'time_blocks_practitioner_id_practitioners_id_fk',
    'FOREIGN KEY (tenant_id, practitioner_id) REFERENCES public.practitioners(tenant_id, id)'
);
SELECT pgmeta_verify.verify_index(
    'public.time_blocks', 'time_blocks_tenant_idx',
    'btree (tenant_id)'
);
SELECT pgmeta_verify.verify_index(
    'public.time_blocks', 'idx_time_blocks_schedule',
    'btree (practitioner_id, start_time)'
);

-- Verify business:content/business_hours on pg

SELECT pgmeta_verify.verify_table('public.business_hours');

SELECT pgmeta_verify.verify_columns(
    'public.business_hours',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'day_of_week smallint not null',
    'opens time without time zone not null',
    'closes time without time zone not null',
    'label character varying(64)',
    'updated_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'public.business_hours', 'business_hours_pkey',
    'PRIMARY KEY (id)'
);
SELECT pgmeta_verify.verify_index(
    'public.business_hours', 'business_hours_tenant_idx',
    'btree (tenant_id)'
);

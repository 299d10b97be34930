-- Verify business:booking/business_hours_overrides on pg

SELECT pgmeta_verify.verify_table('public.business_hours_overrides');

SELECT pgmeta_verify.verify_columns(
    'public.business_hours_overrides',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'date date not null',
    'opens time without time zone',
    'closes time without time zone',
    'reason character varying(255)',
    'created_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'public.business_hours_overrides', 'business_hours_overrides_pkey',
    'PRIMARY KEY (id)'
);
SELECT pgmeta_verify.verify_index(
    'public.business_hours_overrides', 'business_hours_overrides_tenant_date_unique',
    'unique btree (tenant_id, date)'
);
SELECT pgmeta_verify.verify_index(
    'public.business_hours_overrides', 'business_hours_overrides_tenant_idx',
    'btree (tenant_id)'
);

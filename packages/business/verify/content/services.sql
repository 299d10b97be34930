-- Verify business:content/services on pg

SELECT pgmeta_verify.verify_table('public.services');

SELECT pgmeta_verify.verify_columns(
    'public.services',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'acuity_id character varying(64)',
    'name character varying(255) not null',
    'description text',
    'category character varying(128)',
    'duration_minutes integer not null',
    'price_cents integer not null',
    'currency character varying(3) not null default ''USD''::character varying',
    'active boolean not null default true',
    'display_order integer not null default 0',
    'updated_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint('public.services', 'services_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint(
    'public.services', 'services_tenant_id_unique',
    'UNIQUE (tenant_id, id)'
);
SELECT pgmeta_verify.verify_index(
    'public.services', 'services_tenant_acuity_id_unique',
    'unique btree (tenant_id, acuity_id)'
);
SELECT pgmeta_verify.verify_index('public.services', 'services_tenant_idx', 'btree (tenant_id)');

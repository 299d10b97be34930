-- Verify business:content/practitioners on pg

SELECT pgmeta_verify.verify_table('public.practitioners');

SELECT pgmeta_verify.verify_columns(
    'public.practitioners',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'handle character varying(64) not null',
    'name character varying(255) not null',
    'title character varying(128)',
    'bio text',
    'credentials text[]',
    'specializations text[]',
    'license_number character varying(32)',
    'photo_url character varying(512)',
    'updated_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'public.practitioners', 'practitioners_pkey',
    'PRIMARY KEY (id)'
);
SELECT pgmeta_verify.verify_constraint(
    'public.practitioners', 'practitioners_tenant_id_unique',
    'UNIQUE (tenant_id, id)'
);
SELECT pgmeta_verify.verify_index(
    'public.practitioners', 'practitioners_tenant_handle_unique',
    'unique btree (tenant_id, handle)'
);
SELECT pgmeta_verify.verify_index(
    'public.practitioners', 'practitioners_tenant_idx',
    'btree (tenant_id)'
);

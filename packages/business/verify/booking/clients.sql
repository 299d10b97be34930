-- Verify business:booking/clients on pg

SELECT pgmeta_verify.verify_table('public.clients');

SELECT pgmeta_verify.verify_columns(
    'public.clients',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'first_name character varying(128) not null',
    'last_name character varying(128) not null',
    'email character varying(255) not null',
    'phone character varying(32)',
    'notes text',
    'custom_fields jsonb default ''{}''::jsonb',
    'created_at timestamp with time zone not null default now()',
    'updated_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint('public.clients', 'clients_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint(
    'public.clients', 'clients_tenant_id_unique',
    'UNIQUE (tenant_id, id)'
);
SELECT pgmeta_verify.verify_index(
    'public.clients', 'clients_tenant_email_unique',
    'unique btree (tenant_id, email)'
);
SELECT pgmeta_verify.verify_index('public.clients', 'clients_tenant_idx', 'btree (tenant_id)');

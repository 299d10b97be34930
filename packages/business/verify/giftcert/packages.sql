-- Verify business:giftcert/packages on pg

SELECT pgmeta_verify.verify_table('public.packages');

SELECT pgmeta_verify.verify_columns(
    'public.packages',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'code character varying(16) not null',
    'client_id uuid',
    'package_type character varying(64) not null',
    'total_sessions integer not null',
    'remaining_sessions integer not null',
    'price_cents integer not null',
    'currency character varying(3) not null default ''USD''::character varying',
    'status character varying(16) not null default ''active''::character varying',
    'purchaser_name character varying(255) not null',
    'purchaser_email character varying(255) not null',
    'stripe_session_id character varying(255)',
    'stripe_payment_id character varying(255)',
    'issued_by character varying(64)',
    'expires_at timestamp with time zone',
    'created_at timestamp with time zone not null default now()',
    'updated_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint('public.packages', 'packages_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint(
    'public.packages', 'packages_tenant_id_unique',
    'UNIQUE (tenant_id, id)'
);
SELECT pgmeta_verify.verify_constraint(
    'public.packages', 'packages_client_id_clients_id_fk',
    'FOREIGN KEY (tenant_id, client_id) REFERENCES public.clients(tenant_id, id)'
);
SELECT pgmeta_verify.verify_index(
    'public.packages', 'packages_tenant_code_unique',
    'unique btree (tenant_id, code)'
);
SELECT pgmeta_verify.verify_index('public.packages', 'packages_tenant_idx', 'btree (tenant_id)');
SELECT pgmeta_verify.verify_index('public.packages', 'idx_pkg_code', 'btree (code)');
SELECT pgmeta_verify.verify_index('public.packages', 'idx_pkg_client', 'btree (client_id)');
SELECT pgmeta_verify.verify_index('public.packages', 'idx_pkg_status', 'btree (status)');

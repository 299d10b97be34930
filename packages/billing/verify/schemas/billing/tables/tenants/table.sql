-- Verify billing:schemas/billing/tables/tenants/table on pg

SELECT pgmeta_verify.verify_table('billing.tenants');

SELECT pgmeta_verify.verify_columns(
    'billing.tenants',
    'id uuid not null',
    'slug text not null',
    'kind text not null',
    'owner_account_id text not null',
    'client_id text',
    'stripe_customer_id text',
    'display_name text not null',
    'status text not null',
    'source text not null',
    'published_at timestamp with time zone not null'
);

SELECT pgmeta_verify.verify_constraint('billing.tenants', 'tenants_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('billing.tenants', 'tenants_slug_key', 'UNIQUE (slug)');
SELECT pgmeta_verify.verify_constraint(
    'billing.tenants', 'tenants_stripe_customer_id_key',
    'UNIQUE (stripe_customer_id)'
);
SELECT pgmeta_verify.verify_constraint(
    'billing.tenants', 'tenants_owner_customer_key',
    'UNIQUE (owner_account_id, stripe_customer_id)'
);
SELECT pgmeta_verify.verify_constraint(
    'billing.tenants', 'tenants_owner_account_id_fkey',
    'FOREIGN KEY (owner_account_id) REFERENCES billing.owner_accounts(id)'
);
SELECT pgmeta_verify.verify_constraint(
    'billing.tenants', 'tenants_kind_check',
    'CHECK ((kind = ANY (ARRAY[''client''::text, ''owner''::text])))'
);
SELECT pgmeta_verify.verify_index(
    'billing.tenants', 'tenants_owner_account_id_idx',
    'btree (owner_account_id)'
);

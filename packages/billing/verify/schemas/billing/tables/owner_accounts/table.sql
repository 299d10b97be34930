-- Verify billing:schemas/billing/tables/owner_accounts/table on pg

SELECT pgmeta_verify.verify_table('billing.owner_accounts');

SELECT pgmeta_verify.verify_columns(
    'billing.owner_accounts',
    'id text not null',
    'entity_slug text not null',
    'display_name text not null',
    'stripe_mode text not null',
    'status text not null',
    'source text not null',
    'stripe_account_id text',
    'published_at timestamp with time zone not null'
);

SELECT pgmeta_verify.verify_constraint(
    'billing.owner_accounts', 'owner_accounts_pkey',
    'PRIMARY KEY (id)'
);
SELECT pgmeta_verify.verify_constraint(
    'billing.owner_accounts', 'owner_accounts_stripe_account_id_key',
    'UNIQUE (stripe_account_id)'
);
SELECT pgmeta_verify.verify_constraint(
    'billing.owner_accounts', 'owner_accounts_stripe_mode_check',
    'CHECK ((stripe_mode = ANY (ARRAY[''live''::text, ''test''::text])))'
);

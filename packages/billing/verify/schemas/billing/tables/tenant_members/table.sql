-- Verify billing:schemas/billing/tables/tenant_members/table on pg

SELECT pgmeta_verify.verify_table('billing.tenant_members');

SELECT pgmeta_verify.verify_columns(
    'billing.tenant_members',
    'tenant_id uuid not null',
    'email text not null',
    'role text not null',
    'status text not null',
    'source text not null',
    'published_at timestamp with time zone not null'
);

SELECT pgmeta_verify.verify_constraint(
    'billing.tenant_members', 'tenant_members_pkey',
    'PRIMARY KEY (tenant_id, email)'
);
SELECT pgmeta_verify.verify_constraint(
    'billing.tenant_members', 'tenant_members_tenant_id_fkey',
    'FOREIGN KEY (tenant_id) REFERENCES billing.tenants(id) ON DELETE CASCADE'
);
SELECT pgmeta_verify.verify_constraint(
    'billing.tenant_members', 'tenant_members_role_check',
    'CHECK ((role = ANY (ARRAY[''client_viewer''::text, ''client_admin''::text, ''operator''::text])))'
);
SELECT pgmeta_verify.verify_constraint(
    'billing.tenant_members', 'tenant_members_email_lower',
    'CHECK ((email = lower(email)))'
);
SELECT pgmeta_verify.verify_index(
    'billing.tenant_members', 'tenant_members_email_idx',
    'btree (email)'
);

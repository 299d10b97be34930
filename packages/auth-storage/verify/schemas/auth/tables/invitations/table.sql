-- Verify auth-storage:schemas/auth/tables/invitations/table on pg

SELECT pgmeta_verify.verify_table('auth.invitations');

SELECT pgmeta_verify.verify_columns(
    'auth.invitations',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'token text not null',
    'email character varying(255) not null',
    'role character varying(32) not null',
    'created_by uuid not null',
    'is_active boolean not null default true',
    'expires_at timestamp with time zone not null',
    'used_at timestamp with time zone',
    'used_by uuid',
    'temporary_totp_secret text',
    'metadata jsonb',
    'created_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint('auth.invitations', 'invitations_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint(
    'auth.invitations', 'invitations_created_by_users_id_fk',
    'FOREIGN KEY (tenant_id, created_by) REFERENCES auth.users(tenant_id, id) ON DELETE CASCADE'
);
SELECT pgmeta_verify.verify_index(
    'auth.invitations', 'invitations_tenant_token_unique',
    'unique btree (tenant_id, token)'
);
SELECT pgmeta_verify.verify_index(
    'auth.invitations', 'invitations_tenant_idx',
    'btree (tenant_id)'
);
SELECT pgmeta_verify.verify_index(
    'auth.invitations', 'invitations_tenant_created_by_idx',
    'btree (tenant_id, created_by)'
);

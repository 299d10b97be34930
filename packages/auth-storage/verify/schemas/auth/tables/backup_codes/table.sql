-- Verify auth-storage:schemas/auth/tables/backup_codes/table on pg

SELECT pgmeta_verify.verify_table('auth.backup_codes');

SELECT pgmeta_verify.verify_columns(
    'auth.backup_codes',
    'tenant_id uuid not null',
    'user_id uuid not null',
    'codes jsonb not null',
    'generated_at timestamp with time zone not null default now()',
    'last_used_at timestamp with time zone'
);

SELECT pgmeta_verify.verify_constraint(
    'auth.backup_codes', 'backup_codes_tenant_id_user_id_pk',
    'PRIMARY KEY (tenant_id, user_id)'
);
SELECT pgmeta_verify.verify_constraint(
    'auth.backup_codes', 'backup_codes_user_id_users_id_fk',
    'FOREIGN KEY (tenant_id, user_id) REFERENCES auth.users(tenant_id, id) ON DELETE CASCADE'
);
SELECT pgmeta_verify.verify_index(
    'auth.backup_codes', 'backup_codes_tenant_idx',
    'btree (tenant_id)'
);

-- Verify encryption-vault:schemas/auth/tables/encryption_vault_audit/table on pg

SELECT pgmeta_verify.verify_table('auth.encryption_vault_audit');

SELECT pgmeta_verify.verify_columns(
    'auth.encryption_vault_audit',
    'id text not null default gen_random_uuid()',
    'user_id text not null',
    'action text not null',
    'ip_address text',
    'user_agent text',
    'context text',
    'status integer not null',
    'created_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'auth.encryption_vault_audit', 'encryption_vault_audit_pkey',
    'PRIMARY KEY (id)'
);
SELECT pgmeta_verify.verify_constraint(
    'auth.encryption_vault_audit', 'encryption_vault_audit_action_check',
    'CHECK ((action = ANY (ARRAY[''init''::text, ''fetch''::text, ''rotate''::text,
     ''failed_fetch''::text, ''recovery_set''::text, ''recovery_clear''::text, ''zk_enable''::text,
     ''zk_disable''::text])))'
);
SELECT pgmeta_verify.verify_index(
    'auth.encryption_vault_audit', 'encryption_vault_audit_user_id_idx',
    'btree (user_id)'
);
SELECT pgmeta_verify.verify_index(
    'auth.encryption_vault_audit', 'encryption_vault_audit_created_at_idx',
    'btree (created_at)'
);

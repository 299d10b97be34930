-- Verify auth-storage:schemas/auth/tables/totp_secrets/table on pg

SELECT pgmeta_verify.verify_table('auth.totp_secrets');

SELECT pgmeta_verify.verify_columns(
    'auth.totp_secrets',
    'tenant_id uuid not null',
    'handle character varying(64) not null',
    'user_id character varying(128) not null',
    'encrypted_secret text not null',
    'iv text not null',
    'auth_tag text not null',
    'salt text not null',
    'backup_codes_generated boolean not null default false',
    'version integer not null default 1',
    'last_used_at timestamp with time zone',
    'last_used_totp_step bigint',
    'created_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'auth.totp_secrets', 'totp_secrets_tenant_id_handle_pk',
    'PRIMARY KEY (tenant_id, handle)'
);
SELECT pgmeta_verify.verify_index(
    'auth.totp_secrets', 'totp_secrets_tenant_idx',
    'btree (tenant_id)'
);

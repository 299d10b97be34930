-- Verify auth-storage:schemas/auth/tables/sessions/table on pg

SELECT pgmeta_verify.verify_table('auth.sessions');

SELECT pgmeta_verify.verify_columns(
    'auth.sessions',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'user_id uuid not null',
    'expires timestamp with time zone not null',
    'expires_at timestamp with time zone not null',
    'created_at timestamp with time zone not null default now()',
    'user_data jsonb',
    'client_ip character varying(45) not null default ''unknown''::character varying',
    'client_ip_masked character varying(45)',
    'user_agent text not null default ''unknown''::text',
    'device_type character varying(16) default ''unknown''::character varying',
    'browser_fingerprint text',
    'geo_location jsonb',
    'temp_totp_secret text',
    'temp_totp_expires_at timestamp with time zone'
);

SELECT pgmeta_verify.verify_constraint('auth.sessions', 'sessions_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint(
    'auth.sessions', 'sessions_user_id_users_id_fk',
    'FOREIGN KEY (tenant_id, user_id) REFERENCES auth.users(tenant_id, id) ON DELETE CASCADE'
);
SELECT pgmeta_verify.verify_index('auth.sessions', 'sessions_tenant_idx', 'btree (tenant_id)');
SELECT pgmeta_verify.verify_index(
    'auth.sessions', 'sessions_tenant_user_idx',
    'btree (tenant_id, user_id)'
);
SELECT pgmeta_verify.verify_index(
    'auth.sessions', 'sessions_tenant_expires_at_idx',
    'btree (tenant_id, expires_at)'
);

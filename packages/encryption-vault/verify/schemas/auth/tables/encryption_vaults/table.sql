-- Verify encryption-vault:schemas/auth/tables/encryption_vaults/table on pg

SELECT pgmeta_verify.verify_table('auth.encryption_vaults');

SELECT pgmeta_verify.verify_columns(
    'auth.encryption_vaults',
    'user_id text not null',
    'wrapped_mk text',
    'wrap_iv text',
    'format_version smallint not null default 1',
    'kek_id text not null default ''env-v1''::text',
    'created_at timestamp with time zone not null default now()',
    'rotated_at timestamp with time zone',
    'recovery_wrapped_mk text',
    'recovery_iv text',
    'recovery_format_version smallint not null default 1',
    'recovery_set_at timestamp with time zone',
    'zero_knowledge boolean not null default false'
);

SELECT pgmeta_verify.verify_constraint(
    'auth.encryption_vaults', 'encryption_vaults_pkey',
    'PRIMARY KEY (user_id)'
);
SELECT pgmeta_verify.verify_constraint(
    'auth.encryption_vaults', 'encryption_vaults_has_wrap',
    'CHECK (((wrapped_mk IS NOT NULL) OR (recovery_wrapped_mk IS NOT NULL)))'
);
SELECT pgmeta_verify.verify_constraint(
    'auth.encryption_vaults', 'encryption_vaults_wrap_iv_pair',
    'CHECK ((((wrapped_mk IS NULL) = (wrap_iv IS NULL)) AND ((recovery_wrapped_mk IS NULL) =
     (recovery_iv IS NULL))))'
);
SELECT pgmeta_verify.verify_constraint(
    'auth.encryption_vaults', 'encryption_vaults_zk_consistency',
    'CHECK (((NOT zero_knowledge) OR ((wrapped_mk IS NULL) AND (recovery_wrapped_mk IS NOT NULL))))'
);

-- Deploy encryption-vault:schemas/auth/tables/encryption_vaults/table to pg

-- requires: auth-schema:schemas/auth/schema

CREATE TABLE auth.encryption_vaults (
    user_id                 text        NOT NULL,
    wrapped_mk              text,
    wrap_iv                 text,
    format_version          smallint    NOT NULL DEFAULT 1,
    kek_id                  text        NOT NULL DEFAULT 'env-v1',
    created_at              timestamptz NOT NULL DEFAULT now(),
    rotated_at              timestamptz,
    recovery_wrapped_mk     text,
    recovery_iv             text,
    recovery_format_version smallint    NOT NULL DEFAULT 1,
    recovery_set_at         timestamptz,
    zero_knowledge          boolean     NOT NULL DEFAULT false,
    CONSTRAINT encryption_vaults_pkey PRIMARY KEY (user_id),
    CONSTRAINT encryption_vaults_has_wrap CHECK (wrapped_mk IS NOT NULL OR recovery_wrapped_mk IS NOT NULL),
    CONSTRAINT encryption_vaults_wrap_iv_pair CHECK (
        (wrapped_mk IS NULL) = (wrap_iv IS NULL)
        AND (recovery_wrapped_mk IS NULL) = (recovery_iv IS NULL)
    ),
    CONSTRAINT encryption_vaults_zk_consistency CHECK (
        NOT zero_knowledge OR (wrapped_mk IS NULL AND recovery_wrapped_mk IS NOT NULL)
    )
);

COMMENT ON TABLE auth.encryption_vaults IS
    'The master key of each user, wrapped by the services key or by the users recovery key; never in the clear';
COMMENT ON COLUMN auth.encryption_vaults.user_id IS 'The user';
COMMENT ON COLUMN auth.encryption_vaults.wrapped_mk IS 'Master key wrapped by the service''s key, base64; NULL when only the user can unwrap it';
COMMENT ON COLUMN auth.encryption_vaults.wrap_iv IS 'Initialisation vector of that wrap, base64';
COMMENT ON COLUMN auth.encryption_vaults.format_version IS 'Format of that wrap';
COMMENT ON COLUMN auth.encryption_vaults.kek_id IS 'Which key of the service wrapped it';
COMMENT ON COLUMN auth.encryption_vaults.created_at IS 'When the vault was made';
COMMENT ON COLUMN auth.encryption_vaults.rotated_at IS 'When the master key was last replaced';
COMMENT ON COLUMN auth.encryption_vaults.recovery_wrapped_mk IS 'Master key wrapped by the user''s recovery key, base64';
COMMENT ON COLUMN auth.encryption_vaults.recovery_iv IS 'Initialisation vector of that wrap, base64';
COMMENT ON COLUMN auth.encryption_vaults.recovery_format_version IS 'Format of that wrap';
COMMENT ON COLUMN auth.encryption_vaults.recovery_set_at IS 'When the recovery wrap was stored';
COMMENT ON COLUMN auth.encryption_vaults.zero_knowledge IS 'True: only the user can unwrap the master key';

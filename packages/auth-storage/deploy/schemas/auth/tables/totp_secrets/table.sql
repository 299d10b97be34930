-- Deploy auth-storage:schemas/auth/tables/totp_secrets/table to pg

-- requires: auth-schema:schemas/auth/schema

CREATE TABLE auth.totp_secrets (
    tenant_id              uuid         NOT NULL,
    handle                 varchar(64)  NOT NULL,
    user_id                varchar(128) NOT NULL,
    encrypted_secret       text         NOT NULL,
    iv                     text         NOT NULL,
    auth_tag               text         NOT NULL,
    salt                   text         NOT NULL,
    backup_codes_generated boolean      NOT NULL DEFAULT false,
    version                integer      NOT NULL DEFAULT 1,
    last_used_at           timestamptz,
    last_used_totp_step    bigint,
    created_at             timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT totp_secrets_tenant_id_handle_pk PRIMARY KEY (tenant_id, handle)
);

CREATE INDEX totp_secrets_tenant_idx ON auth.totp_secrets (tenant_id);

COMMENT ON TABLE auth.totp_secrets IS
    'Encrypted secrets for one-time codes, one per handle; the key is never in the database';
COMMENT ON COLUMN auth.totp_secrets.tenant_id IS 'The tenant';
COMMENT ON COLUMN auth.totp_secrets.handle IS 'Handle of the user';
COMMENT ON COLUMN auth.totp_secrets.user_id IS 'The user, as text';
COMMENT ON COLUMN auth.totp_secrets.encrypted_secret IS 'Ciphertext, base64';
COMMENT ON COLUMN auth.totp_secrets.iv IS 'Initialisation vector, base64';
COMMENT ON COLUMN auth.totp_secrets.auth_tag IS 'Authentication tag, base64';
COMMENT ON COLUMN auth.totp_secrets.salt IS 'Salt of the key derivation, base64';
COMMENT ON COLUMN auth.totp_secrets.backup_codes_generated IS 'True once backup codes were handed out';
COMMENT ON COLUMN auth.totp_secrets.version IS 'Version of the encryption';
COMMENT ON COLUMN auth.totp_secrets.last_used_at IS 'When a code was last accepted';
COMMENT ON COLUMN auth.totp_secrets.last_used_totp_step IS 'Time step of the last accepted code; this and earlier steps are refused';
COMMENT ON COLUMN auth.totp_secrets.created_at IS 'When the secret was set up';

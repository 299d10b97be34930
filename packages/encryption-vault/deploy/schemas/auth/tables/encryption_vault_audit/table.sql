-- Deploy encryption-vault:schemas/auth/tables/encryption_vault_audit/table to pg

-- requires: auth-schema:schemas/auth/schema

CREATE TABLE auth.encryption_vault_audit (
    id         text        NOT NULL DEFAULT gen_random_uuid(),
    user_id    text        NOT NULL,
    action     text        NOT NULL,
    ip_address text,
    user_agent text,
    context    text,
    status     integer     NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT encryption_vault_audit_pkey PRIMARY KEY (id),
    CONSTRAINT encryption_vault_audit_action_check CHECK (action IN (
        'init', 'fetch', 'rotate', 'failed_fetch',
        'recovery_set', 'recovery_clear', 'zk_enable', 'zk_disable'
    ))
);

CREATE INDEX encryption_vault_audit_user_id_idx ON auth.encryption_vault_audit (user_id);
CREATE INDEX encryption_vault_audit_created_at_idx ON auth.encryption_vault_audit (created_at);

COMMENT ON TABLE auth.encryption_vault_audit IS
    'What was done with vaults, failures too: write a failure in a transaction of its own';
COMMENT ON COLUMN auth.encryption_vault_audit.id IS 'The entry';
COMMENT ON COLUMN auth.encryption_vault_audit.user_id IS 'Whose vault';
COMMENT ON COLUMN auth.encryption_vault_audit.action IS 'init, fetch, rotate, failed_fetch, recovery_set, recovery_clear, zk_enable or zk_disable';
COMMENT ON COLUMN auth.encryption_vault_audit.ip_address IS 'Address of the client';
COMMENT ON COLUMN auth.encryption_vault_audit.user_agent IS 'Program of the client';
COMMENT ON COLUMN auth.encryption_vault_audit.context IS 'Particulars';
COMMENT ON COLUMN auth.encryption_vault_audit.status IS 'HTTP status of the answer';
COMMENT ON COLUMN auth.encryption_vault_audit.created_at IS 'When it happened';

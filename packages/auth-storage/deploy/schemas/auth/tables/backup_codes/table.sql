-- Deploy auth-storage:schemas/auth/tables/backup_codes/table to pg

-- requires: auth-schema:schemas/auth/schema
-- requires: schemas/auth/tables/users/table

CREATE TABLE auth.backup_codes (
    tenant_id    uuid        NOT NULL,
    user_id      uuid        NOT NULL,
    codes        jsonb       NOT NULL,
    generated_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz,
    CONSTRAINT backup_codes_tenant_id_user_id_pk PRIMARY KEY (tenant_id, user_id),
    CONSTRAINT backup_codes_user_id_users_id_fk FOREIGN KEY (tenant_id, user_id)
        REFERENCES auth.users (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX backup_codes_tenant_idx ON auth.backup_codes (tenant_id);

COMMENT ON TABLE auth.backup_codes IS
    'Codes that replace a one-time code, each good once; one set per user';
COMMENT ON COLUMN auth.backup_codes.tenant_id IS 'The tenant';
COMMENT ON COLUMN auth.backup_codes.user_id IS 'Whose codes they are: a user of the same tenant';
COMMENT ON COLUMN auth.backup_codes.codes IS 'Array of {id, hash, used, usedAt}';
COMMENT ON COLUMN auth.backup_codes.generated_at IS 'When the set was made';
COMMENT ON COLUMN auth.backup_codes.last_used_at IS 'When a code was last used';

-- Deploy auth-storage:schemas/auth/tables/invitations/table to pg

-- requires: auth-schema:schemas/auth/schema
-- requires: schemas/auth/tables/users/table

CREATE TABLE auth.invitations (
    id                    uuid         NOT NULL DEFAULT gen_random_uuid(),
    tenant_id             uuid         NOT NULL,
    token                 text         NOT NULL,
    email                 varchar(255) NOT NULL,
    role                  varchar(32)  NOT NULL,
    created_by            uuid         NOT NULL,
    is_active             boolean      NOT NULL DEFAULT true,
    expires_at            timestamptz  NOT NULL,
    used_at               timestamptz,
    used_by               uuid,
    temporary_totp_secret text,
    metadata              jsonb,
    created_at            timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT invitations_pkey PRIMARY KEY (id),
    CONSTRAINT invitations_created_by_users_id_fk FOREIGN KEY (tenant_id, created_by)
        REFERENCES auth.users (tenant_id, id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX invitations_tenant_token_unique ON auth.invitations (tenant_id, token);
CREATE INDEX invitations_tenant_idx ON auth.invitations (tenant_id);
CREATE INDEX invitations_tenant_created_by_idx ON auth.invitations (tenant_id, created_by);

COMMENT ON TABLE auth.invitations IS
    'Invitations to a tenant; good while active, unused and not expired';
COMMENT ON COLUMN auth.invitations.id IS 'The invitation';
COMMENT ON COLUMN auth.invitations.tenant_id IS 'The tenant';
COMMENT ON COLUMN auth.invitations.token IS 'What the link in the e-mail holds';
COMMENT ON COLUMN auth.invitations.email IS 'Who is invited';
COMMENT ON COLUMN auth.invitations.role IS 'Role the new user gets';
COMMENT ON COLUMN auth.invitations.created_by IS 'Who invited: a user of the same tenant; their invitations go with them';
COMMENT ON COLUMN auth.invitations.is_active IS 'False: withdrawn';
COMMENT ON COLUMN auth.invitations.expires_at IS 'Until when it may be used';
COMMENT ON COLUMN auth.invitations.used_at IS 'When it was used';
COMMENT ON COLUMN auth.invitations.used_by IS 'The user it became';
COMMENT ON COLUMN auth.invitations.temporary_totp_secret IS 'Encrypted secret for one-time codes until it is used';
COMMENT ON COLUMN auth.invitations.metadata IS 'inviterHandle, inviterDisplayName, message, customInstructions';
COMMENT ON COLUMN auth.invitations.created_at IS 'When it was made';

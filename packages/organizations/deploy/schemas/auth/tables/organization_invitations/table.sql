-- Deploy organizations:schemas/auth/tables/organization_invitations/table to pg

-- requires: auth-schema:schemas/auth/schema
-- requires: schemas/auth/tables/organizations/table

CREATE TABLE auth.organization_invitations (
    id              text        NOT NULL,
    organization_id text        NOT NULL,
    email           text        NOT NULL,
    role            text        NOT NULL,
    status          text        NOT NULL,
    expires_at      timestamptz NOT NULL,
    inviter_id      text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT organization_invitations_pkey PRIMARY KEY (id),
    CONSTRAINT organization_invitations_organization_id_fkey FOREIGN KEY (organization_id)
        REFERENCES auth.organizations (id) ON DELETE CASCADE,
    CONSTRAINT organization_invitations_status_check CHECK (status IN ('pending', 'accepted', 'rejected', 'canceled'))
);

CREATE INDEX organization_invitations_organization_id_idx ON auth.organization_invitations (organization_id);
CREATE INDEX organization_invitations_email_idx ON auth.organization_invitations (email);
CREATE INDEX organization_invitations_status_idx ON auth.organization_invitations (status);

COMMENT ON TABLE auth.organization_invitations IS
    'Invitations to an organization';
COMMENT ON COLUMN auth.organization_invitations.id IS 'The invitation';
COMMENT ON COLUMN auth.organization_invitations.organization_id IS 'The organization';
COMMENT ON COLUMN auth.organization_invitations.email IS 'Who is invited';
COMMENT ON COLUMN auth.organization_invitations.role IS 'Role the new member gets';
COMMENT ON COLUMN auth.organization_invitations.status IS 'pending, accepted, rejected or canceled';
COMMENT ON COLUMN auth.organization_invitations.expires_at IS 'Until when it may be accepted';
COMMENT ON COLUMN auth.organization_invitations.inviter_id IS 'Who invited';
COMMENT ON COLUMN auth.organization_invitations.created_at IS 'When it was made';

-- Deploy organizations:schemas/auth/tables/members/table to pg

-- requires: auth-schema:schemas/auth/schema
-- requires: schemas/auth/tables/organizations/table

CREATE TABLE auth.members (
    id              text        NOT NULL,
    organization_id text        NOT NULL,
    user_id         text        NOT NULL,
    role            text        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT members_pkey PRIMARY KEY (id),
    CONSTRAINT members_organization_id_fkey FOREIGN KEY (organization_id)
        REFERENCES auth.organizations (id) ON DELETE CASCADE,
    CONSTRAINT members_organization_user_unique UNIQUE (organization_id, user_id)
);

CREATE INDEX members_organization_id_idx ON auth.members (organization_id);
CREATE INDEX members_user_id_idx ON auth.members (user_id);

COMMENT ON TABLE auth.members IS
    'Who belongs to which organization, as what';
COMMENT ON COLUMN auth.members.id IS 'The membership';
COMMENT ON COLUMN auth.members.organization_id IS 'The organization';
COMMENT ON COLUMN auth.members.user_id IS 'The member, as text: whoever keeps the users need not be in this database';
COMMENT ON COLUMN auth.members.role IS 'owner, admin, member, or a role of the organization''s own';
COMMENT ON COLUMN auth.members.created_at IS 'When the person joined';

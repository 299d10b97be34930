-- Deploy organizations:schemas/auth/tables/organizations/table to pg

-- requires: auth-schema:schemas/auth/schema

CREATE TABLE auth.organizations (
    id         text        NOT NULL,
    name       text        NOT NULL,
    slug       text,
    logo       text,
    metadata   jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT organizations_pkey PRIMARY KEY (id),
    CONSTRAINT organizations_slug_key UNIQUE (slug)
);

COMMENT ON TABLE auth.organizations IS
    'Organizations: what people are members of';
COMMENT ON COLUMN auth.organizations.id IS 'The organization';
COMMENT ON COLUMN auth.organizations.name IS 'Name to show';
COMMENT ON COLUMN auth.organizations.slug IS 'Name in addresses, unique';
COMMENT ON COLUMN auth.organizations.logo IS 'Picture';
COMMENT ON COLUMN auth.organizations.metadata IS 'Whatever programs keep about it';
COMMENT ON COLUMN auth.organizations.created_at IS 'When the row was made';
COMMENT ON COLUMN auth.organizations.updated_at IS 'When the row was last written';

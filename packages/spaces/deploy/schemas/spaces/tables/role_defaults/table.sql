-- Deploy spaces:schemas/spaces/tables/role_defaults/table to pg

-- requires: schemas/spaces/schema

CREATE TABLE spaces.role_defaults (
    role      text    NOT NULL,
    can_read  boolean NOT NULL DEFAULT false,
    can_write boolean NOT NULL DEFAULT false,
    can_admin boolean NOT NULL DEFAULT false,
    CONSTRAINT role_defaults_pkey PRIMARY KEY (role)
);

COMMENT ON TABLE spaces.role_defaults IS
    'What a role may do with an allowed module where module_permissions says nothing; a role without a row may do nothing';
COMMENT ON COLUMN spaces.role_defaults.role IS 'The role';
COMMENT ON COLUMN spaces.role_defaults.can_read IS 'May look';
COMMENT ON COLUMN spaces.role_defaults.can_write IS 'May change';
COMMENT ON COLUMN spaces.role_defaults.can_admin IS 'May set the module up';

-- Deploy spaces:schemas/spaces/tables/module_permissions/table to pg

-- requires: schemas/spaces/procedures/set_updated_at/procedure
-- requires: organizations:schemas/auth/tables/organizations/table

CREATE TABLE spaces.module_permissions (
    space_id   text        NOT NULL,
    role       text        NOT NULL,
    module_id  text        NOT NULL,
    can_read   boolean     NOT NULL DEFAULT true,
    can_write  boolean     NOT NULL DEFAULT false,
    can_admin  boolean     NOT NULL DEFAULT false,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT module_permissions_pkey PRIMARY KEY (space_id, role, module_id),
    CONSTRAINT space_module_permissions_space_fk FOREIGN KEY (space_id)
        REFERENCES auth.organizations (id) ON DELETE CASCADE
);

CREATE INDEX space_module_permissions_space_module_idx ON spaces.module_permissions (space_id, module_id);

COMMENT ON TABLE spaces.module_permissions IS
    'What a role may do with a module in a space, where it differs from role_defaults; a row decides alone, also against module_allowlist';
COMMENT ON COLUMN spaces.module_permissions.space_id IS 'The space';
COMMENT ON COLUMN spaces.module_permissions.role IS 'The role';
COMMENT ON COLUMN spaces.module_permissions.module_id IS 'The module';
COMMENT ON COLUMN spaces.module_permissions.can_read IS 'May look; an owner always may';
COMMENT ON COLUMN spaces.module_permissions.can_write IS 'May change';
COMMENT ON COLUMN spaces.module_permissions.can_admin IS 'May set the module up; an owner always may';
COMMENT ON COLUMN spaces.module_permissions.updated_at IS 'When the row was last written';

CREATE TRIGGER set_module_permissions_updated_at
    BEFORE UPDATE ON spaces.module_permissions
    FOR EACH ROW EXECUTE FUNCTION spaces.set_updated_at();

-- Deploy spaces:schemas/spaces/tables/module_allowlist/table to pg

-- requires: schemas/spaces/schema
-- requires: schemas/spaces/procedures/is_space_type/procedure

CREATE TABLE spaces.module_allowlist (
    space_type text NOT NULL,
    module_id  text NOT NULL,
    CONSTRAINT module_allowlist_pkey PRIMARY KEY (space_type, module_id),
    CONSTRAINT module_allowlist_space_type_check CHECK (spaces.is_space_type(space_type))
);

COMMENT ON TABLE spaces.module_allowlist IS
    'Modules that spaces of a type have; * stands for all';
COMMENT ON COLUMN spaces.module_allowlist.space_type IS 'The type of space';
COMMENT ON COLUMN spaces.module_allowlist.module_id IS 'The module, or * for all';

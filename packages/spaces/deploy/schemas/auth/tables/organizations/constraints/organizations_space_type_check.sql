-- Deploy spaces:schemas/auth/tables/organizations/constraints/organizations_space_type_check to pg

-- requires: schemas/spaces/procedures/is_space_type/procedure
-- requires: organizations:schemas/auth/tables/organizations/table

-- Not validated: organizations that were there before may have no type. They get no
-- modules until somebody gives them one.
ALTER TABLE auth.organizations
    ADD CONSTRAINT organizations_space_type_check
        CHECK (spaces.is_space_type(metadata ->> 'type')) NOT VALID;

COMMENT ON CONSTRAINT organizations_space_type_check ON auth.organizations IS
    'metadata.type is a type of space (SPACE_METADATA_INVALID)';

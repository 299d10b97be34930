-- Deploy spaces-rls:schemas/spaces/tables/credentials/policies to pg

-- requires: schemas/spaces/tables/credentials/alterations/enable_row_level_security
-- requires: spaces:schemas/spaces/tables/credentials/table
-- requires: schemas/spaces/procedures/member_role/procedure
-- requires: pgmeta-roles:@0.1.0

GRANT SELECT, INSERT, UPDATE, DELETE ON spaces.credentials TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON spaces.credentials TO service_role;

CREATE POLICY admins_manage_credentials ON spaces.credentials
    USING (spaces.member_role(space_id) IN ('owner', 'admin'))
    WITH CHECK (spaces.member_role(space_id) IN ('owner', 'admin'));

COMMENT ON POLICY admins_manage_credentials ON spaces.credentials IS
    'Owners and admins of a space see and change its credentials; others do not even see the ciphertext';

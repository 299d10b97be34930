-- Deploy spaces-rls:schemas/spaces/tables/module_permissions/policies to pg

-- requires: schemas/spaces/tables/module_permissions/alterations/enable_row_level_security
-- requires: spaces:schemas/spaces/tables/module_permissions/table
-- requires: schemas/spaces/procedures/is_member/procedure
-- requires: schemas/spaces/procedures/member_role/procedure
-- requires: pgmeta-roles:@0.1.0

GRANT SELECT, INSERT, UPDATE, DELETE ON spaces.module_permissions TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON spaces.module_permissions TO service_role;

CREATE POLICY members_view_permissions ON spaces.module_permissions
    FOR SELECT
    USING (spaces.is_member(space_id));
COMMENT ON POLICY members_view_permissions ON spaces.module_permissions IS 'Members see what roles may do in their spaces';

CREATE POLICY owners_insert_permissions ON spaces.module_permissions
    FOR INSERT
    WITH CHECK (spaces.member_role(space_id) = 'owner');
COMMENT ON POLICY owners_insert_permissions ON spaces.module_permissions IS 'Owners say what roles may do';

CREATE POLICY owners_update_permissions ON spaces.module_permissions
    FOR UPDATE
    USING (spaces.member_role(space_id) = 'owner')
    WITH CHECK (spaces.member_role(space_id) = 'owner');
COMMENT ON POLICY owners_update_permissions ON spaces.module_permissions IS 'Owners change what roles may do';

CREATE POLICY owners_delete_permissions ON spaces.module_permissions
    FOR DELETE
    USING (spaces.member_role(space_id) = 'owner');
COMMENT ON POLICY owners_delete_permissions ON spaces.module_permissions IS 'Owners return to the defaults';

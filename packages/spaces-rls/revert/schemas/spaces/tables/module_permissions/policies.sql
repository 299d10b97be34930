-- Revert spaces-rls:schemas/spaces/tables/module_permissions/policies from pg

DROP POLICY owners_delete_permissions ON spaces.module_permissions;
DROP POLICY owners_update_permissions ON spaces.module_permissions;
DROP POLICY owners_insert_permissions ON spaces.module_permissions;
DROP POLICY members_view_permissions ON spaces.module_permissions;

REVOKE SELECT, INSERT, UPDATE, DELETE ON spaces.module_permissions FROM service_role;
REVOKE SELECT, INSERT, UPDATE, DELETE ON spaces.module_permissions FROM authenticated;

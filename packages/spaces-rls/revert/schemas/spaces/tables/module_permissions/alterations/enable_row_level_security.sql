-- Revert spaces-rls:schemas/spaces/tables/module_permissions/alterations/enable_row_level_security from pg

ALTER TABLE spaces.module_permissions NO FORCE ROW LEVEL SECURITY;
ALTER TABLE spaces.module_permissions DISABLE ROW LEVEL SECURITY;

-- Deploy spaces-rls:schemas/spaces/tables/module_permissions/alterations/enable_row_level_security to pg

-- requires: spaces:schemas/spaces/tables/module_permissions/table

ALTER TABLE spaces.module_permissions ENABLE ROW LEVEL SECURITY;
ALTER TABLE spaces.module_permissions FORCE ROW LEVEL SECURITY;

-- Revert spaces:schemas/spaces/tables/module_permissions/table from pg

DROP TABLE spaces.module_permissions;

-- Revert spaces:schemas/spaces/tables/role_defaults/table from pg

DROP TABLE spaces.role_defaults;

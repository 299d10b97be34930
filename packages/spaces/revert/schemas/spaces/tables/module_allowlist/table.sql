-- Revert spaces:schemas/spaces/tables/module_allowlist/table from pg

DROP TABLE spaces.module_allowlist;

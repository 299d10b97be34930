-- Verify spaces:schemas/spaces/tables/module_allowlist/table on pg

SELECT pgmeta_verify.verify_table('spaces.module_allowlist');

SELECT pgmeta_verify.verify_columns(
    'spaces.module_allowlist',
    'space_type text not null',
    'module_id text not null'
);

SELECT pgmeta_verify.verify_constraint(
    'spaces.module_allowlist', 'module_allowlist_pkey',
    'PRIMARY KEY (space_type, module_id)'
);
SELECT pgmeta_verify.verify_constraint(
    'spaces.module_allowlist', 'module_allowlist_space_type_check',
    'CHECK (spaces.is_space_type(space_type))'
);

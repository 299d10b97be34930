-- Verify spaces:schemas/spaces/tables/role_defaults/table on pg

SELECT pgmeta_verify.verify_table('spaces.role_defaults');

SELECT pgmeta_verify.verify_columns(
    'spaces.role_defaults',
    'role text not null',
    'can_read boolean not null default false',
    'can_write boolean not null default false',
    'can_admin boolean not null default false'
);

SELECT pgmeta_verify.verify_constraint(
    'spaces.role_defaults', 'role_defaults_pkey',
    'PRIMARY KEY (role)'
);

-- Verify spaces:schemas/spaces/tables/module_permissions/table on pg

SELECT pgmeta_verify.verify_table('spaces.module_permissions');

SELECT pgmeta_verify.verify_columns(
    'spaces.module_permissions',
    'space_id text not null',
    'role text not null',
    'module_id text not null',
    'can_read boolean not null default true',
    'can_write boolean not null default false',
    'can_admin boolean not null default false',
    'updated_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'spaces.module_permissions', 'module_permissions_pkey',
    'PRIMARY KEY (space_id, role, module_id)'
);
SELECT pgmeta_verify.verify_constraint(
    'spaces.module_permissions', 'space_module_permissions_space_fk',
    'FOREIGN KEY (space_id) REFERENCES auth.organizations(id) ON DELETE CASCADE'
);
SELECT pgmeta_verify.verify_index(
    'spaces.module_permissions', 'space_module_permissions_space_module_idx',
    'btree (space_id, module_id)'
);

SELECT pgmeta_verify.verify_table_trigger(
    'spaces.module_permissions', 'set_module_permissions_updated_at',
    'BEFORE UPDATE ON spaces.module_permissions FOR EACH ROW EXECUTE FUNCTION spaces.set_updated_at()'
);

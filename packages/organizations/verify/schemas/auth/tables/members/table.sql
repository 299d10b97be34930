-- Verify organizations:schemas/auth/tables/members/table on pg

SELECT pgmeta_verify.verify_table('auth.members');

SELECT pgmeta_verify.verify_columns(
    'auth.members',
    'id text not null',
    'organization_id text not null',
    'user_id text not null',
    'role text not null',
    'created_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint('auth.members', 'members_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint(
    'auth.members', 'members_organization_id_fkey',
    'FOREIGN KEY (organization_id) REFERENCES auth.organizations(id) ON DELETE CASCADE'
);
SELECT pgmeta_verify.verify_constraint(
    'auth.members', 'members_organization_user_unique',
    'UNIQUE (organization_id, user_id)'
);
SELECT pgmeta_verify.verify_index(
    'auth.members', 'members_organization_id_idx',
    'btree (organization_id)'
);
SELECT pgmeta_verify.verify_index('auth.members', 'members_user_id_idx', 'btree (user_id)');

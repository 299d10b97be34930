-- Verify organizations:schemas/auth/tables/organizations/table on pg

SELECT pgmeta_verify.verify_table('auth.organizations');

SELECT pgmeta_verify.verify_columns(
    'auth.organizations',
    'id text not null',
    'name text not null',
    'slug text',
    'logo text',
    'metadata jsonb',
    'created_at timestamp with time zone not null default now()',
    'updated_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'auth.organizations', 'organizations_pkey',
    'PRIMARY KEY (id)'
);
SELECT pgmeta_verify.verify_constraint(
    'auth.organizations', 'organizations_slug_key',
    'UNIQUE (slug)'
);

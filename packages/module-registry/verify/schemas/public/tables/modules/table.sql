-- Verify module-registry:schemas/public/tables/modules/table on pg

SELECT pgmeta_verify.verify_table('public.modules');

SELECT pgmeta_verify.verify_columns(
    'public.modules',
    'id text not null',
    'name text not null',
    'description text',
    'version text not null default ''1.0.0''::text',
    'is_active boolean not null default true',
    'created_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint('public.modules', 'modules_pkey', 'PRIMARY KEY (id)');

-- Verify tenants:schemas/public/tables/tenants/table on pg

SELECT pgmeta_verify.verify_table('public.tenants');

SELECT pgmeta_verify.verify_columns(
    'public.tenants',
    'id uuid not null default gen_random_uuid()',
    'type text not null',
    'name text not null',
    'slug text not null',
    'org_number text',
    'billing_email text',
    'settings jsonb not null default ''{}''::jsonb',
    'created_at timestamp with time zone not null default now()',
    'updated_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint('public.tenants', 'tenants_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('public.tenants', 'tenants_slug_key', 'UNIQUE (slug)');
SELECT pgmeta_verify.verify_constraint(
    'public.tenants', 'tenants_type_check',
    'CHECK ((type = ANY (ARRAY[''household''::text, ''organization''::text])))'
);
SELECT pgmeta_verify.verify_index('public.tenants', 'idx_tenants_slug', 'btree (slug)');
SELECT pgmeta_verify.verify_index('public.tenants', 'idx_tenants_type', 'btree (type)');

SELECT pgmeta_verify.verify_table_trigger(
    'public.tenants', 'set_tenants_updated_at',
    'BEFORE UPDATE ON public.tenants FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()'
);

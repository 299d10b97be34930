-- Verify module-registry:schemas/public/tables/tenant_modules/table on pg

SELECT pgmeta_verify.verify_table('public.tenant_modules');

SELECT pgmeta_verify.verify_columns(
    'public.tenant_modules',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'module_id text not null',
    'enabled boolean not null default true',
    'settings jsonb not null default ''{}''::jsonb',
    'installed_at timestamp with time zone not null default now()',
    'updated_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'public.tenant_modules', 'tenant_modules_pkey',
    'PRIMARY KEY (id)'
);
SELECT pgmeta_verify.verify_constraint(
    'public.tenant_modules', 'tenant_modules_tenant_id_fkey',
    'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'
);
SELECT pgmeta_verify.verify_constraint(
    'public.tenant_modules', 'tenant_modules_module_id_fkey',
    'FOREIGN KEY (module_id) REFERENCES public.modules(id) ON DELETE CASCADE'
);
SELECT pgmeta_verify.verify_constraint(
    'public.tenant_modules', 'unique_tenant_module',
    'UNIQUE (tenant_id, module_id)'
);
SELECT pgmeta_verify.verify_index(
    'public.tenant_modules', 'idx_tenant_modules_tenant_id',
    'btree (tenant_id)'
);
SELECT pgmeta_verify.verify_index(
    'public.tenant_modules', 'idx_tenant_modules_module_id',
    'btree (module_id)'
);

SELECT pgmeta_verify.verify_table_trigger(
    'public.tenant_modules', 'set_tenant_modules_updated_at',
    'BEFORE UPDATE ON public.tenant_modules FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()'
);

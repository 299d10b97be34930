-- Verify tenants:schemas/public/tables/tenant_members/table on pg

SELECT pgmeta_verify.verify_table('public.tenant_members');

SELECT pgmeta_verify.verify_columns(
    'public.tenant_members',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'user_id uuid not null',
    'role text not null default ''member''::text',
    'joined_at timestamp with time zone not null default now()',
    'updated_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'public.tenant_members', 'tenant_members_pkey',
    'PRIMARY KEY (id)'
);
SELECT pgmeta_verify.verify_constraint(
    'public.tenant_members', 'tenant_members_tenant_id_fkey',
    'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'
);
SELECT pgmeta_verify.verify_constraint(
    'public.tenant_members', 'tenant_members_user_id_fkey',
    'FOREIGN KEY (user_id) REFERENCES public.user_profiles(id) ON DELETE CASCADE'
);
SELECT pgmeta_verify.verify_constraint(
    'public.tenant_members', 'unique_tenant_user',
    'UNIQUE (tenant_id, user_id)'
);
SELECT pgmeta_verify.verify_constraint(
    'public.tenant_members', 'tenant_members_role_check',
    'CHECK ((role = ANY (ARRAY[''owner''::text, ''admin''::text, ''member''::text])))'
);
SELECT pgmeta_verify.verify_index(
    'public.tenant_members', 'idx_tenant_members_user_id',
    'btree (user_id)'
);
SELECT pgmeta_verify.verify_index(
    'public.tenant_members', 'idx_tenant_members_tenant_id',
    'btree (tenant_id)'
);
SELECT pgmeta_verify.verify_index(
    'public.tenant_members', 'idx_tenant_members_user_tenant',
    'btree (user_id, tenant_id)'
);

SELECT pgmeta_verify.verify_table_trigger(
    'public.tenant_members', 'set_tenant_members_updated_at',
    'BEFORE UPDATE ON public.tenant_members FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()'
);

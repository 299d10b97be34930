-- Deploy tenants:schemas/public/tables/tenant_members/table to pg

-- requires: schemas/public/procedures/set_updated_at/procedure
-- requires: schemas/public/tables/tenants/table
-- requires: schemas/public/tables/user_profiles/table

CREATE TABLE public.tenant_members (
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    tenant_id  uuid        NOT NULL,
    user_id    uuid        NOT NULL,
    role       text        NOT NULL DEFAULT 'member',
    joined_at  timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT tenant_members_pkey PRIMARY KEY (id),
    CONSTRAINT tenant_members_tenant_id_fkey FOREIGN KEY (tenant_id)
        REFERENCES public.tenants (id) ON DELETE CASCADE,
    CONSTRAINT tenant_members_user_id_fkey FOREIGN KEY (user_id)
        REFERENCES public.user_profiles (id) ON DELETE CASCADE,
    CONSTRAINT unique_tenant_user UNIQUE (tenant_id, user_id),
    CONSTRAINT tenant_members_role_check CHECK (role IN ('owner', 'admin', 'member'))
);

CREATE INDEX idx_tenant_members_user_id ON public.tenant_members (user_id);
CREATE INDEX idx_tenant_members_tenant_id ON public.tenant_members (tenant_id);
CREATE INDEX idx_tenant_members_user_tenant ON public.tenant_members (user_id, tenant_id);

COMMENT ON TABLE public.tenant_members IS
    'Who belongs to a tenant, as what; a tenant always has an owner';
COMMENT ON COLUMN public.tenant_members.id IS 'The membership';
COMMENT ON COLUMN public.tenant_members.tenant_id IS 'The tenant';
COMMENT ON COLUMN public.tenant_members.user_id IS 'The person';
COMMENT ON COLUMN public.tenant_members.role IS 'owner, admin or member';
COMMENT ON COLUMN public.tenant_members.joined_at IS 'When the person joined';
COMMENT ON COLUMN public.tenant_members.updated_at IS 'When the row was last written';

CREATE TRIGGER set_tenant_members_updated_at
    BEFORE UPDATE ON public.tenant_members
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

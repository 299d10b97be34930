-- Deploy module-registry:schemas/public/tables/tenant_modules/table to pg

-- requires: schemas/public/tables/modules/table
-- requires: tenants:schemas/public/tables/tenants/table
-- requires: tenants:schemas/public/procedures/set_updated_at/procedure

CREATE TABLE public.tenant_modules (
    id           uuid        NOT NULL DEFAULT gen_random_uuid(),
    tenant_id    uuid        NOT NULL,
    module_id    text        NOT NULL,
    enabled      boolean     NOT NULL DEFAULT true,
    settings     jsonb       NOT NULL DEFAULT '{}',
    installed_at timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT tenant_modules_pkey PRIMARY KEY (id),
    CONSTRAINT tenant_modules_tenant_id_fkey FOREIGN KEY (tenant_id)
        REFERENCES public.tenants (id) ON DELETE CASCADE,
    CONSTRAINT tenant_modules_module_id_fkey FOREIGN KEY (module_id)
        REFERENCES public.modules (id) ON DELETE CASCADE,
    CONSTRAINT unique_tenant_module UNIQUE (tenant_id, module_id)
);

CREATE INDEX idx_tenant_modules_tenant_id ON public.tenant_modules (tenant_id);
CREATE INDEX idx_tenant_modules_module_id ON public.tenant_modules (module_id);

COMMENT ON TABLE public.tenant_modules IS
    'Modules a tenant has installed, switched on or off, with settings';
COMMENT ON COLUMN public.tenant_modules.id IS 'The installation';
COMMENT ON COLUMN public.tenant_modules.tenant_id IS 'The tenant';
COMMENT ON COLUMN public.tenant_modules.module_id IS 'The module';
COMMENT ON COLUMN public.tenant_modules.enabled IS 'False: switched off, settings kept';
COMMENT ON COLUMN public.tenant_modules.settings IS 'Settings of the module for the tenant';
COMMENT ON COLUMN public.tenant_modules.installed_at IS 'When it was first installed';
COMMENT ON COLUMN public.tenant_modules.updated_at IS 'When the row was last written';

CREATE TRIGGER set_tenant_modules_updated_at
    BEFORE UPDATE ON public.tenant_modules
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

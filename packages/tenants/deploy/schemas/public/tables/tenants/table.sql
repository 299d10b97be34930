-- Deploy tenants:schemas/public/tables/tenants/table to pg

-- requires: schemas/public/procedures/set_updated_at/procedure

CREATE TABLE public.tenants (
    id            uuid        NOT NULL DEFAULT gen_random_uuid(),
    type          text        NOT NULL,
    name          text        NOT NULL,
    slug          text        NOT NULL,
    org_number    text,
    billing_email text,
    settings      jsonb       NOT NULL DEFAULT '{}',
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT tenants_pkey PRIMARY KEY (id),
    CONSTRAINT tenants_slug_key UNIQUE (slug),
    CONSTRAINT tenants_type_check CHECK (type IN ('household', 'organization'))
);

CREATE INDEX idx_tenants_slug ON public.tenants (slug);
CREATE INDEX idx_tenants_type ON public.tenants (type);

COMMENT ON TABLE public.tenants IS
    'Households and organizations; everything they own refers to them';
COMMENT ON COLUMN public.tenants.id IS 'The tenant';
COMMENT ON COLUMN public.tenants.type IS 'household or organization';
COMMENT ON COLUMN public.tenants.name IS 'Name to show';
COMMENT ON COLUMN public.tenants.slug IS 'Name in addresses, unique';
COMMENT ON COLUMN public.tenants.org_number IS 'Registration number of an organization';
COMMENT ON COLUMN public.tenants.billing_email IS 'Where invoices go';
COMMENT ON COLUMN public.tenants.settings IS 'Settings of the tenant';
COMMENT ON COLUMN public.tenants.created_at IS 'When the row was made';
COMMENT ON COLUMN public.tenants.updated_at IS 'When the row was last written';

CREATE TRIGGER set_tenants_updated_at
    BEFORE UPDATE ON public.tenants
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

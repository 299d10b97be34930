-- Deploy business:content/services to pg

-- requires: pgmeta-verify:@0.1.0

CREATE TABLE public.services (
    id               uuid         NOT NULL DEFAULT gen_random_uuid(),
    tenant_id        uuid         NOT NULL,
    acuity_id        varchar(64),
    name             varchar(255) NOT NULL,
    description      text,
    category         varchar(128),
    duration_minutes integer      NOT NULL,
    price_cents      integer      NOT NULL,
    currency         varchar(3)   NOT NULL DEFAULT 'USD',
    active           boolean      NOT NULL DEFAULT true,
    display_order    integer      NOT NULL DEFAULT 0,
    updated_at       timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT services_pkey PRIMARY KEY (id),
    CONSTRAINT services_tenant_id_unique UNIQUE (tenant_id, id)
);

CREATE UNIQUE INDEX services_tenant_acuity_id_unique ON public.services (tenant_id, acuity_id);
CREATE INDEX services_tenant_idx ON public.services (tenant_id);

COMMENT ON TABLE public.services IS
    'Services that can be booked';
COMMENT ON COLUMN public.services.id IS 'The service';
COMMENT ON COLUMN public.services.tenant_id IS 'The tenant';
COMMENT ON COLUMN public.services.acuity_id IS 'The service at Acuity';
COMMENT ON COLUMN public.services.name IS 'Name to show';
COMMENT ON COLUMN public.services.description IS 'What it is';
COMMENT ON COLUMN public.services.category IS 'Group it is shown in';
COMMENT ON COLUMN public.services.duration_minutes IS 'How long it takes, in minutes';
COMMENT ON COLUMN public.services.price_cents IS 'Price, in cents';
COMMENT ON COLUMN public.services.currency IS 'Currency of the price';
COMMENT ON COLUMN public.services.active IS 'False: not offered any more';
COMMENT ON COLUMN public.services.display_order IS 'Position in lists';
COMMENT ON COLUMN public.services.updated_at IS 'When the row was last written';

-- Deploy business:booking/clients to pg

-- requires: pgmeta-verify:@0.1.0

CREATE TABLE public.clients (
    id            uuid         NOT NULL DEFAULT gen_random_uuid(),
    tenant_id     uuid         NOT NULL,
    first_name    varchar(128) NOT NULL,
    last_name     varchar(128) NOT NULL,
    email         varchar(255) NOT NULL,
    phone         varchar(32),
    notes         text,
    custom_fields jsonb                 DEFAULT '{}',
    created_at    timestamptz  NOT NULL DEFAULT now(),
    updated_at    timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT clients_pkey PRIMARY KEY (id),
    CONSTRAINT clients_tenant_id_unique UNIQUE (tenant_id, id)
);

CREATE UNIQUE INDEX clients_tenant_email_unique ON public.clients (tenant_id, email);
CREATE INDEX clients_tenant_idx ON public.clients (tenant_id);

COMMENT ON TABLE public.clients IS
    'Clients; the e-mail address is unique in the tenant';
COMMENT ON COLUMN public.clients.id IS 'The client';
COMMENT ON COLUMN public.clients.tenant_id IS 'The tenant';
COMMENT ON COLUMN public.clients.first_name IS 'First name';
COMMENT ON COLUMN public.clients.last_name IS 'Last name';
COMMENT ON COLUMN public.clients.email IS 'E-mail address';
COMMENT ON COLUMN public.clients.phone IS 'Telephone';
COMMENT ON COLUMN public.clients.notes IS 'Notes of the practice';
COMMENT ON COLUMN public.clients.custom_fields IS 'Whatever else the practice asks';
COMMENT ON COLUMN public.clients.created_at IS 'When the row was made';
COMMENT ON COLUMN public.clients.updated_at IS 'When the row was last written';

-- Deploy business:giftcert/packages to pg

-- requires: booking/clients

CREATE TABLE public.packages (
    id                 uuid         NOT NULL DEFAULT gen_random_uuid(),
    tenant_id          uuid         NOT NULL,
    code               varchar(16)  NOT NULL,
    client_id          uuid,
    package_type       varchar(64)  NOT NULL,
    total_sessions     integer      NOT NULL,
    remaining_sessions integer      NOT NULL,
    price_cents        integer      NOT NULL,
    currency           varchar(3)   NOT NULL DEFAULT 'USD',
    status             varchar(16)  NOT NULL DEFAULT 'active',
    purchaser_name     varchar(255) NOT NULL,
    purchaser_email    varchar(255) NOT NULL,
    stripe_session_id  varchar(255),
    stripe_payment_id  varchar(255),
    issued_by          varchar(64),
    expires_at         timestamptz,
    created_at         timestamptz  NOT NULL DEFAULT now(),
    updated_at         timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT packages_pkey PRIMARY KEY (id),
    CONSTRAINT packages_tenant_id_unique UNIQUE (tenant_id, id),
    CONSTRAINT packages_client_id_clients_id_fk FOREIGN KEY (tenant_id, client_id)
        REFERENCES public.clients (tenant_id, id)
);

CREATE UNIQUE INDEX packages_tenant_code_unique ON public.packages (tenant_id, code);
CREATE INDEX packages_tenant_idx ON public.packages (tenant_id);
CREATE INDEX idx_pkg_code ON public.packages (code);
CREATE INDEX idx_pkg_client ON public.packages (client_id);
CREATE INDEX idx_pkg_status ON public.packages (status);

COMMENT ON TABLE public.packages IS
    'Sessions bought in advance';
COMMENT ON COLUMN public.packages.id IS 'The package';
COMMENT ON COLUMN public.packages.tenant_id IS 'The tenant';
COMMENT ON COLUMN public.packages.code IS 'Code of the package';
COMMENT ON COLUMN public.packages.client_id IS 'Whose sessions they are';
COMMENT ON COLUMN public.packages.package_type IS 'What was bought';
COMMENT ON COLUMN public.packages.total_sessions IS 'Sessions bought';
COMMENT ON COLUMN public.packages.remaining_sessions IS 'Sessions left';
COMMENT ON COLUMN public.packages.price_cents IS 'Price, in cents';
COMMENT ON COLUMN public.packages.currency IS 'Currency';
COMMENT ON COLUMN public.packages.status IS 'State of the package';
COMMENT ON COLUMN public.packages.purchaser_name IS 'Who bought it';
COMMENT ON COLUMN public.packages.purchaser_email IS 'Their e-mail address';
COMMENT ON COLUMN public.packages.stripe_session_id IS 'The checkout at Stripe';
COMMENT ON COLUMN public.packages.stripe_payment_id IS 'The payment at Stripe';
COMMENT ON COLUMN public.packages.issued_by IS 'Who issued it by hand';
COMMENT ON COLUMN public.packages.expires_at IS 'When the sessions lapse';
COMMENT ON COLUMN public.packages.created_at IS 'When the row was made';
COMMENT ON COLUMN public.packages.updated_at IS 'When the row was last written';

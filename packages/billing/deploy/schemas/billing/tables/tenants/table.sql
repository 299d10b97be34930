-- Deploy billing:schemas/billing/tables/tenants/table to pg

-- requires: schemas/billing/schema
-- requires: schemas/billing/tables/owner_accounts/table

CREATE TABLE billing.tenants (
    id                 uuid        NOT NULL,
    slug               text        NOT NULL,
    kind               text        NOT NULL,
    owner_account_id   text        NOT NULL,
    client_id          text,
    stripe_customer_id text,
    display_name       text        NOT NULL,
    status             text        NOT NULL,
    source             text        NOT NULL,
    published_at       timestamptz NOT NULL,
    CONSTRAINT tenants_pkey PRIMARY KEY (id),
    CONSTRAINT tenants_slug_key UNIQUE (slug),
    CONSTRAINT tenants_stripe_customer_id_key UNIQUE (stripe_customer_id),
    CONSTRAINT tenants_owner_customer_key UNIQUE (owner_account_id, stripe_customer_id),
    CONSTRAINT tenants_owner_account_id_fkey FOREIGN KEY (owner_account_id) REFERENCES billing.owner_accounts (id),
    CONSTRAINT tenants_kind_check CHECK (kind IN ('client', 'owner'))
);

CREATE INDEX tenants_owner_account_id_idx ON billing.tenants (owner_account_id);

COMMENT ON TABLE billing.tenants IS
    'Tenants as billing knows them';
COMMENT ON COLUMN billing.tenants.id IS 'The tenant; the publisher says which';
COMMENT ON COLUMN billing.tenants.slug IS 'Name in addresses, unique';
COMMENT ON COLUMN billing.tenants.kind IS 'client or owner';
COMMENT ON COLUMN billing.tenants.owner_account_id IS 'Who is paid';
COMMENT ON COLUMN billing.tenants.client_id IS 'The client this tenant is';
COMMENT ON COLUMN billing.tenants.stripe_customer_id IS 'The customer at Stripe';
COMMENT ON COLUMN billing.tenants.display_name IS 'Name to show';
COMMENT ON COLUMN billing.tenants.status IS 'State of the tenant, as published';
COMMENT ON COLUMN billing.tenants.source IS 'Who published the row';
COMMENT ON COLUMN billing.tenants.published_at IS 'When the row was published';

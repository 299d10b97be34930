-- Deploy billing:schemas/billing/tables/owner_accounts/table to pg

-- requires: schemas/billing/schema

CREATE TABLE billing.owner_accounts (
    id                text        NOT NULL,
    entity_slug       text        NOT NULL,
    display_name      text        NOT NULL,
    stripe_mode       text        NOT NULL,
    status            text        NOT NULL,
    source            text        NOT NULL,
    stripe_account_id text,
    published_at      timestamptz NOT NULL,
    CONSTRAINT owner_accounts_pkey PRIMARY KEY (id),
    CONSTRAINT owner_accounts_stripe_account_id_key UNIQUE (stripe_account_id),
    CONSTRAINT owner_accounts_stripe_mode_check CHECK (stripe_mode IN ('live', 'test'))
);

COMMENT ON TABLE billing.owner_accounts IS
    'Businesses that are paid by tenants, each with an account at Stripe';
COMMENT ON COLUMN billing.owner_accounts.id IS 'The account';
COMMENT ON COLUMN billing.owner_accounts.entity_slug IS 'Short name of the business';
COMMENT ON COLUMN billing.owner_accounts.display_name IS 'Name to show';
COMMENT ON COLUMN billing.owner_accounts.stripe_mode IS 'live or test';
COMMENT ON COLUMN billing.owner_accounts.status IS 'State of the account, as published';
COMMENT ON COLUMN billing.owner_accounts.source IS 'Who published the row';
COMMENT ON COLUMN billing.owner_accounts.stripe_account_id IS 'The account at Stripe';
COMMENT ON COLUMN billing.owner_accounts.published_at IS 'When the row was published';

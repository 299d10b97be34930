-- Deploy business:giftcert/gift_certificates to pg

-- requires: pgmeta-verify:@0.1.0

CREATE TABLE public.gift_certificates (
    id                uuid         NOT NULL DEFAULT gen_random_uuid(),
    tenant_id         uuid         NOT NULL,
    code              varchar(16)  NOT NULL,
    amount_cents      integer      NOT NULL,
    balance_cents     integer      NOT NULL,
    currency          varchar(3)   NOT NULL DEFAULT 'USD',
    status            varchar(16)  NOT NULL DEFAULT 'active',
    purchaser_name    varchar(255) NOT NULL,
    purchaser_email   varchar(255) NOT NULL,
    recipient_name    varchar(255),
    recipient_email   varchar(255),
    message           text,
    stripe_session_id varchar(255),
    stripe_payment_id varchar(255),
    issued_by         varchar(64),
    redeemed_at       timestamptz,
    created_at        timestamptz  NOT NULL DEFAULT now(),
    updated_at        timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT gift_certificates_pkey PRIMARY KEY (id),
    CONSTRAINT gift_certificates_tenant_id_unique UNIQUE (tenant_id, id)
);

CREATE UNIQUE INDEX gift_certificates_tenant_code_unique ON public.gift_certificates (tenant_id, code);
CREATE INDEX gift_certificates_tenant_idx ON public.gift_certificates (tenant_id);
CREATE INDEX idx_gc_code ON public.gift_certificates (code);
CREATE INDEX idx_gc_status ON public.gift_certificates (status);
CREATE INDEX idx_gc_recipient_email ON public.gift_certificates (recipient_email);

COMMENT ON TABLE public.gift_certificates IS
    'Gift certificates for an amount of money';
COMMENT ON COLUMN public.gift_certificates.id IS 'The certificate';
COMMENT ON COLUMN public.gift_certificates.tenant_id IS 'The tenant';
COMMENT ON COLUMN public.gift_certificates.code IS 'Code on the certificate';
COMMENT ON COLUMN public.gift_certificates.amount_cents IS 'What it was sold for, in cents';
COMMENT ON COLUMN public.gift_certificates.balance_cents IS 'What is left, in cents';
COMMENT ON COLUMN public.gift_certificates.currency IS 'Currency';
COMMENT ON COLUMN public.gift_certificates.status IS 'State of the certificate';
COMMENT ON COLUMN public.gift_certificates.purchaser_name IS 'Who bought it';
COMMENT ON COLUMN public.gift_certificates.purchaser_email IS 'Their e-mail address';
COMMENT ON COLUMN public.gift_certificates.recipient_name IS 'Whom it is for';
COMMENT ON COLUMN public.gift_certificates.recipient_email IS 'Their e-mail address';
COMMENT ON COLUMN public.gift_certificates.message IS 'What the buyer wrote';
COMMENT ON COLUMN public.gift_certificates.stripe_session_id IS 'The checkout at Stripe';
COMMENT ON COLUMN public.gift_certificates.stripe_payment_id IS 'The payment at Stripe';
COMMENT ON COLUMN public.gift_certificates.issued_by IS 'Who issued it by hand';
COMMENT ON COLUMN public.gift_certificates.redeemed_at IS 'When it was used up';
COMMENT ON COLUMN public.gift_certificates.created_at IS 'When the row was made';
COMMENT ON COLUMN public.gift_certificates.updated_at IS 'When the row was last written';

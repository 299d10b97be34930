-- Deploy business:records/local_bookings to pg

-- requires: pgmeta-verify:@0.1.0

CREATE TABLE public.local_bookings (
    id                     uuid         NOT NULL DEFAULT gen_random_uuid(),
    tenant_id              uuid         NOT NULL,
    service_id             varchar(128) NOT NULL,
    service_name           varchar(255) NOT NULL,
    provider_id            varchar(128),
    provider_name          varchar(255),
    datetime               timestamptz  NOT NULL,
    duration               integer      NOT NULL,
    client                 jsonb        NOT NULL,
    payment_method         varchar(32)  NOT NULL,
    payment_transaction_id varchar(255),
    amount_cents           integer      NOT NULL,
    payment_status         varchar(32)  NOT NULL DEFAULT 'pending',
    reconciliation_status  varchar(32)  NOT NULL DEFAULT 'pending',
    acuity_appointment_id  varchar(64),
    reconciled_at          timestamptz,
    notes                  text,
    created_at             timestamptz  NOT NULL DEFAULT now(),
    updated_at             timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT local_bookings_pkey PRIMARY KEY (id)
);

CREATE INDEX local_bookings_tenant_idx ON public.local_bookings (tenant_id);

COMMENT ON TABLE public.local_bookings IS
    'Bookings taken here and reconciled with Acuity later';
COMMENT ON COLUMN public.local_bookings.id IS 'The booking';
COMMENT ON COLUMN public.local_bookings.tenant_id IS 'The tenant';
COMMENT ON COLUMN public.local_bookings.service_id IS 'The service at Acuity';
COMMENT ON COLUMN public.local_bookings.service_name IS 'Its name';
COMMENT ON COLUMN public.local_bookings.provider_id IS 'The calendar at Acuity';
COMMENT ON COLUMN public.local_bookings.provider_name IS 'Its name';
COMMENT ON COLUMN public.local_bookings.datetime IS 'Begin';
COMMENT ON COLUMN public.local_bookings.duration IS 'How long, in minutes';
COMMENT ON COLUMN public.local_bookings.client IS 'Who booked';
COMMENT ON COLUMN public.local_bookings.payment_method IS 'How it is paid';
COMMENT ON COLUMN public.local_bookings.payment_transaction_id IS 'The payment at who processes it';
COMMENT ON COLUMN public.local_bookings.amount_cents IS 'Price, in cents';
COMMENT ON COLUMN public.local_bookings.payment_status IS 'State of the payment';
COMMENT ON COLUMN public.local_bookings.reconciliation_status IS 'pending until Acuity has it';
COMMENT ON COLUMN public.local_bookings.acuity_appointment_id IS 'The appointment at Acuity';
COMMENT ON COLUMN public.local_bookings.reconciled_at IS 'When Acuity had it';
COMMENT ON COLUMN public.local_bookings.notes IS 'Notes';
COMMENT ON COLUMN public.local_bookings.created_at IS 'When the row was made';
COMMENT ON COLUMN public.local_bookings.updated_at IS 'When the row was last written';

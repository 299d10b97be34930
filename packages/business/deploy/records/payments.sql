-- Deploy business:records/payments to pg

-- requires: records/appointments

CREATE TABLE public.payments (
    id             uuid         NOT NULL DEFAULT gen_random_uuid(),
    tenant_id      uuid         NOT NULL,
    appointment_id uuid,
    amount_cents   integer      NOT NULL,
    currency       varchar(3)   NOT NULL DEFAULT 'USD',
    processor      varchar(32)  NOT NULL,
    processor_ref  varchar(255) NOT NULL,
    status         varchar(32)  NOT NULL DEFAULT 'pending',
    metadata       jsonb,
    created_at     timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT payments_pkey PRIMARY KEY (id),
    CONSTRAINT payments_appointment_id_appointments_id_fk FOREIGN KEY (tenant_id, appointment_id)
        REFERENCES public.appointments (tenant_id, id)
);

CREATE INDEX payments_tenant_idx ON public.payments (tenant_id);

COMMENT ON TABLE public.payments IS
    'Payments';
COMMENT ON COLUMN public.payments.id IS 'The payment';
COMMENT ON COLUMN public.payments.tenant_id IS 'The tenant';
COMMENT ON COLUMN public.payments.appointment_id IS 'What was paid';
COMMENT ON COLUMN public.payments.amount_cents IS 'How much, in cents';
COMMENT ON COLUMN public.payments.currency IS 'Currency';
COMMENT ON COLUMN public.payments.processor IS 'Who processed it';
COMMENT ON COLUMN public.payments.processor_ref IS 'The payment there';
COMMENT ON COLUMN public.payments.status IS 'State of the payment';
COMMENT ON COLUMN public.payments.metadata IS 'Whatever the processor said';
COMMENT ON COLUMN public.payments.created_at IS 'When the row was made';

-- Deploy business:records/appointments to pg

-- requires: pgmeta-verify:@0.1.0

CREATE TABLE public.appointments (
    id               uuid         NOT NULL DEFAULT gen_random_uuid(),
    tenant_id        uuid         NOT NULL,
    acuity_id        integer,
    client_name      varchar(255) NOT NULL,
    client_email     varchar(255),
    client_phone     varchar(32),
    service          varchar(255) NOT NULL,
    duration         integer      NOT NULL,
    price_cents      integer      NOT NULL,
    paid             boolean      NOT NULL DEFAULT false,
    payment_method   varchar(32),
    appointment_date timestamptz  NOT NULL,
    notes            text,
    created_at       timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT appointments_pkey PRIMARY KEY (id),
    CONSTRAINT appointments_tenant_id_unique UNIQUE (tenant_id, id)
);

CREATE UNIQUE INDEX appointments_tenant_acuity_id_unique ON public.appointments (tenant_id, acuity_id);
CREATE INDEX appointments_tenant_idx ON public.appointments (tenant_id);

COMMENT ON TABLE public.appointments IS
    'Appointments as other systems recorded them';
COMMENT ON COLUMN public.appointments.id IS 'The appointment';
COMMENT ON COLUMN public.appointments.tenant_id IS 'The tenant';
COMMENT ON COLUMN public.appointments.acuity_id IS 'The appointment at Acuity';
COMMENT ON COLUMN public.appointments.client_name IS 'Who came';
COMMENT ON COLUMN public.appointments.client_email IS 'Their e-mail address';
COMMENT ON COLUMN public.appointments.client_phone IS 'Their telephone';
COMMENT ON COLUMN public.appointments.service IS 'What was done';
COMMENT ON COLUMN public.appointments.duration IS 'How long, in minutes';
COMMENT ON COLUMN public.appointments.price_cents IS 'Price, in cents';
COMMENT ON COLUMN public.appointments.paid IS 'True: paid';
COMMENT ON COLUMN public.appointments.payment_method IS 'How it was paid';
COMMENT ON COLUMN public.appointments.appointment_date IS 'When';
COMMENT ON COLUMN public.appointments.notes IS 'Notes';
COMMENT ON COLUMN public.appointments.created_at IS 'When the row was made';

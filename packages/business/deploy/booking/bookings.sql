-- Deploy business:booking/bookings to pg

-- requires: content/services
-- requires: content/practitioners
-- requires: booking/clients

CREATE TABLE public.bookings (
    id                uuid         NOT NULL DEFAULT gen_random_uuid(),
    tenant_id         uuid         NOT NULL,
    confirmation_code varchar(16)  NOT NULL,
    service_id        uuid         NOT NULL,
    practitioner_id   uuid,
    client_id         uuid         NOT NULL,
    datetime          timestamptz  NOT NULL,
    end_time          timestamptz  NOT NULL,
    duration          integer      NOT NULL,
    status            varchar(32)  NOT NULL DEFAULT 'confirmed',
    payment_status    varchar(32)  NOT NULL DEFAULT 'pending',
    payment_method    varchar(32),
    payment_ref       varchar(255),
    amount_cents      integer      NOT NULL,
    notes             text,
    idempotency_key   varchar(255),
    cancelled_at      timestamptz,
    cancel_reason     text,
    created_at        timestamptz  NOT NULL DEFAULT now(),
    updated_at        timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT bookings_pkey PRIMARY KEY (id),
    CONSTRAINT bookings_tenant_id_unique UNIQUE (tenant_id, id),
    CONSTRAINT bookings_service_id_services_id_fk FOREIGN KEY (tenant_id, service_id)
        REFERENCES public.services (tenant_id, id),
    CONSTRAINT bookings_practitioner_id_practitioners_id_fk FOREIGN KEY (tenant_id, practitioner_id)
        REFERENCES public.practitioners (tenant_id, id),
    CONSTRAINT bookings_client_id_clients_id_fk FOREIGN KEY (tenant_id, client_id)
        REFERENCES public.clients (tenant_id, id)
);

CREATE UNIQUE INDEX bookings_tenant_confirmation_code_unique ON public.bookings (tenant_id, confirmation_code);
CREATE UNIQUE INDEX bookings_tenant_idempotency_key_unique ON public.bookings (tenant_id, idempotency_key);
CREATE INDEX bookings_tenant_idx ON public.bookings (tenant_id);
CREATE INDEX idx_bookings_schedule ON public.bookings (practitioner_id, datetime);
CREATE INDEX idx_bookings_client ON public.bookings (client_id);
CREATE INDEX idx_bookings_datetime ON public.bookings (datetime);

COMMENT ON TABLE public.bookings IS
    'Appointments that were booked here';
COMMENT ON COLUMN public.bookings.id IS 'The booking';
COMMENT ON COLUMN public.bookings.tenant_id IS 'The tenant';
COMMENT ON COLUMN public.bookings.confirmation_code IS 'Code the client was given';
COMMENT ON COLUMN public.bookings.service_id IS 'What was booked';
COMMENT ON COLUMN public.bookings.practitioner_id IS 'With whom';
COMMENT ON COLUMN public.bookings.client_id IS 'By whom';
COMMENT ON COLUMN public.bookings.datetime IS 'Begin';
COMMENT ON COLUMN public.bookings.end_time IS 'End';
COMMENT ON COLUMN public.bookings.duration IS 'How long, in minutes';
COMMENT ON COLUMN public.bookings.status IS 'State of the booking';
COMMENT ON COLUMN public.bookings.payment_status IS 'State of the payment';
COMMENT ON COLUMN public.bookings.payment_method IS 'How it is paid';
COMMENT ON COLUMN public.bookings.payment_ref IS 'The payment at who processes it';
COMMENT ON COLUMN public.bookings.amount_cents IS 'Price, in cents';
COMMENT ON COLUMN public.bookings.notes IS 'Notes';
COMMENT ON COLUMN public.bookings.idempotency_key IS 'Given by the program, so that a repeated request books once';
COMMENT ON COLUMN public.bookings.cancelled_at IS 'When it was cancelled';
COMMENT ON COLUMN public.bookings.cancel_reason IS 'Why';
COMMENT ON COLUMN public.bookings.created_at IS 'When the row was made';
COMMENT ON COLUMN public.bookings.updated_at IS 'When the row was last written';

-- Deploy business:booking/slot_reservations to pg

-- requires: content/practitioners

CREATE TABLE public.slot_reservations (
    id              uuid        NOT NULL DEFAULT gen_random_uuid(),
    tenant_id       uuid        NOT NULL,
    practitioner_id uuid,
    datetime        timestamptz NOT NULL,
    duration        integer     NOT NULL,
    expires_at      timestamptz NOT NULL,
    released_at     timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT slot_reservations_pkey PRIMARY KEY (id),
    CONSTRAINT slot_reservations_practitioner_id_practitioners_id_fk FOREIGN KEY (tenant_id, practitioner_id)
        REFERENCES public.practitioners (tenant_id, id)
);

CREATE INDEX slot_reservations_tenant_idx ON public.slot_reservations (tenant_id);
CREATE INDEX idx_reservations_datetime ON public.slot_reservations (datetime);
CREATE INDEX idx_reservations_expires ON public.slot_reservations (expires_at);

COMMENT ON TABLE public.slot_reservations IS
    'Slots held while somebody is booking them';
COMMENT ON COLUMN public.slot_reservations.id IS 'The reservation';
COMMENT ON COLUMN public.slot_reservations.tenant_id IS 'The tenant';
COMMENT ON COLUMN public.slot_reservations.practitioner_id IS 'With whom; NULL: with anybody';
COMMENT ON COLUMN public.slot_reservations.datetime IS 'Begin';
COMMENT ON COLUMN public.slot_reservations.duration IS 'How long, in minutes';
COMMENT ON COLUMN public.slot_reservations.expires_at IS 'When the slot is free again by itself';
COMMENT ON COLUMN public.slot_reservations.released_at IS 'When it was given back';
COMMENT ON COLUMN public.slot_reservations.created_at IS 'When the row was made';

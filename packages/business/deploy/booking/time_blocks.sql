-- Deploy business:booking/time_blocks to pg

-- requires: content/practitioners

CREATE TABLE public.time_blocks (
    id              uuid         NOT NULL DEFAULT gen_random_uuid(),
    tenant_id       uuid         NOT NULL,
    practitioner_id uuid         NOT NULL,
    start_time      timestamptz  NOT NULL,
    end_time        timestamptz  NOT NULL,
    block_type      varchar(32)  NOT NULL,
    title           varchar(255),
    created_at      timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT time_blocks_pkey PRIMARY KEY (id),
    CONSTRAINT time_blocks_practitioner_id_practitioners_id_fk FOREIGN KEY (tenant_id, practitioner_id)
        REFERENCES public.practitioners (tenant_id, id)
);

CREATE INDEX time_blocks_tenant_idx ON public.time_blocks (tenant_id);
CREATE INDEX idx_time_blocks_schedule ON public.time_blocks (practitioner_id, start_time);

COMMENT ON TABLE public.time_blocks IS
    'Times at which a practitioner cannot be booked';
COMMENT ON COLUMN public.time_blocks.id IS 'The block';
COMMENT ON COLUMN public.time_blocks.tenant_id IS 'The tenant';
COMMENT ON COLUMN public.time_blocks.practitioner_id IS 'Who';
COMMENT ON COLUMN public.time_blocks.start_time IS 'Begin';
COMMENT ON COLUMN public.time_blocks.end_time IS 'End';
COMMENT ON COLUMN public.time_blocks.block_type IS 'break, vacation or hold';
COMMENT ON COLUMN public.time_blocks.title IS 'Text to show';
COMMENT ON COLUMN public.time_blocks.created_at IS 'When the row was made';

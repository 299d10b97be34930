-- Deploy business:booking/business_hours_overrides to pg

-- requires: pgmeta-verify:@0.1.0

CREATE TABLE public.business_hours_overrides (
    id         uuid         NOT NULL DEFAULT gen_random_uuid(),
    tenant_id  uuid         NOT NULL,
    date       date         NOT NULL,
    opens      time,
    closes     time,
    reason     varchar(255),
    created_at timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT business_hours_overrides_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX business_hours_overrides_tenant_date_unique ON public.business_hours_overrides (tenant_id, date);
CREATE INDEX business_hours_overrides_tenant_idx ON public.business_hours_overrides (tenant_id);

COMMENT ON TABLE public.business_hours_overrides IS
    'Opening hours of single days';
COMMENT ON COLUMN public.business_hours_overrides.id IS 'The day';
COMMENT ON COLUMN public.business_hours_overrides.tenant_id IS 'The tenant';
COMMENT ON COLUMN public.business_hours_overrides.date IS 'The day';
COMMENT ON COLUMN public.business_hours_overrides.opens IS 'Opening time; NULL: closed all day';
COMMENT ON COLUMN public.business_hours_overrides.closes IS 'Closing time';
COMMENT ON COLUMN public.business_hours_overrides.reason IS 'Why';
COMMENT ON COLUMN public.business_hours_overrides.created_at IS 'When the row was made';

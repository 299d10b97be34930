-- Deploy business:content/business_hours to pg

-- requires: pgmeta-verify:@0.1.0

CREATE TABLE public.business_hours (
    id          uuid        NOT NULL DEFAULT gen_random_uuid(),
    tenant_id   uuid        NOT NULL,
    day_of_week smallint    NOT NULL,
    opens       time        NOT NULL,
    closes      time        NOT NULL,
    label       varchar(64),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT business_hours_pkey PRIMARY KEY (id)
);

CREATE INDEX business_hours_tenant_idx ON public.business_hours (tenant_id);

COMMENT ON TABLE public.business_hours IS
    'Opening hours in an ordinary week; several rows a day are several intervals';
COMMENT ON COLUMN public.business_hours.id IS 'The interval';
COMMENT ON COLUMN public.business_hours.tenant_id IS 'The tenant';
COMMENT ON COLUMN public.business_hours.day_of_week IS 'Day: 0 is Sunday';
COMMENT ON COLUMN public.business_hours.opens IS 'Opening time';
COMMENT ON COLUMN public.business_hours.closes IS 'Closing time';
COMMENT ON COLUMN public.business_hours.label IS 'Text to show';
COMMENT ON COLUMN public.business_hours.updated_at IS 'When the row was last written';

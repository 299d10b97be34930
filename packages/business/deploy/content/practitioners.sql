-- Deploy business:content/practitioners to pg

-- requires: pgmeta-verify:@0.1.0

CREATE TABLE public.practitioners (
    id              uuid         NOT NULL DEFAULT gen_random_uuid(),
    tenant_id       uuid         NOT NULL,
    handle          varchar(64)  NOT NULL,
    name            varchar(255) NOT NULL,
    title           varchar(128),
    bio             text,
    credentials     text[],
    specializations text[],
    license_number  varchar(32),
    photo_url       varchar(512),
    updated_at      timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT practitioners_pkey PRIMARY KEY (id),
    CONSTRAINT practitioners_tenant_id_unique UNIQUE (tenant_id, id)
);

CREATE UNIQUE INDEX practitioners_tenant_handle_unique ON public.practitioners (tenant_id, handle);
CREATE INDEX practitioners_tenant_idx ON public.practitioners (tenant_id);

COMMENT ON TABLE public.practitioners IS
    'People who give services';
COMMENT ON COLUMN public.practitioners.id IS 'The practitioner';
COMMENT ON COLUMN public.practitioners.tenant_id IS 'The tenant';
COMMENT ON COLUMN public.practitioners.handle IS 'Short name, unique in the tenant';
COMMENT ON COLUMN public.practitioners.name IS 'Name to show';
COMMENT ON COLUMN public.practitioners.title IS 'Title';
COMMENT ON COLUMN public.practitioners.bio IS 'About them';
COMMENT ON COLUMN public.practitioners.credentials IS 'Degrees and certificates';
COMMENT ON COLUMN public.practitioners.specializations IS 'What they are known for';
COMMENT ON COLUMN public.practitioners.license_number IS 'Their licence';
COMMENT ON COLUMN public.practitioners.photo_url IS 'Picture';
COMMENT ON COLUMN public.practitioners.updated_at IS 'When the row was last written';

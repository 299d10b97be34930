-- Deploy business:content/reviews to pg

-- requires: pgmeta-verify:@0.1.0

CREATE TABLE public.reviews (
    id            uuid         NOT NULL DEFAULT gen_random_uuid(),
    tenant_id     uuid         NOT NULL,
    reviewer_name varchar(255) NOT NULL,
    rating        smallint     NOT NULL,
    text          text         NOT NULL,
    source        varchar(64)  NOT NULL DEFAULT 'google',
    tags          text[],
    featured      boolean      NOT NULL DEFAULT false,
    published_at  timestamptz,
    updated_at    timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT reviews_pkey PRIMARY KEY (id)
);

CREATE INDEX reviews_tenant_idx ON public.reviews (tenant_id);

COMMENT ON TABLE public.reviews IS
    'Reviews to show';
COMMENT ON COLUMN public.reviews.id IS 'The review';
COMMENT ON COLUMN public.reviews.tenant_id IS 'The tenant';
COMMENT ON COLUMN public.reviews.reviewer_name IS 'Who wrote it';
COMMENT ON COLUMN public.reviews.rating IS 'Stars, 1 to 5';
COMMENT ON COLUMN public.reviews.text IS 'What it says';
COMMENT ON COLUMN public.reviews.source IS 'Where it was written';
COMMENT ON COLUMN public.reviews.tags IS 'Topics';
COMMENT ON COLUMN public.reviews.featured IS 'True: shown first';
COMMENT ON COLUMN public.reviews.published_at IS 'When it was written';
COMMENT ON COLUMN public.reviews.updated_at IS 'When the row was last written';

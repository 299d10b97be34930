-- Deploy business:content/business_profile to pg

-- requires: pgmeta-verify:@0.1.0

CREATE TABLE public.business_profile (
    id              uuid           NOT NULL DEFAULT gen_random_uuid(),
    tenant_id       uuid           NOT NULL,
    name            varchar(255)   NOT NULL,
    phone           varchar(32)    NOT NULL,
    email           varchar(255),
    street_address  varchar(255)   NOT NULL,
    suite_unit      varchar(64),
    city            varchar(128)   NOT NULL,
    state           varchar(2)     NOT NULL,
    postal_code     varchar(10)    NOT NULL,
    country         varchar(2)     NOT NULL DEFAULT 'US',
    latitude        numeric(12, 8),
    longitude       numeric(12, 8),
    license_number  varchar(32),
    description     text,
    slogan          varchar(255),
    website_url     varchar(512),
    google_maps_url text,
    updated_at      timestamptz    NOT NULL DEFAULT now(),
    CONSTRAINT business_profile_pkey PRIMARY KEY (id)
);

CREATE INDEX business_profile_tenant_idx ON public.business_profile (tenant_id);

COMMENT ON TABLE public.business_profile IS
    'The business as it presents itself; one row per tenant by convention';
COMMENT ON COLUMN public.business_profile.id IS 'The profile';
COMMENT ON COLUMN public.business_profile.tenant_id IS 'The tenant';
COMMENT ON COLUMN public.business_profile.name IS 'Name of the business';
COMMENT ON COLUMN public.business_profile.phone IS 'Telephone';
COMMENT ON COLUMN public.business_profile.email IS 'E-mail address';
COMMENT ON COLUMN public.business_profile.street_address IS 'Street and number';
COMMENT ON COLUMN public.business_profile.suite_unit IS 'Suite or unit';
COMMENT ON COLUMN public.business_profile.city IS 'City';
COMMENT ON COLUMN public.business_profile.state IS 'State, two letters';
COMMENT ON COLUMN public.business_profile.postal_code IS 'Postal code';
COMMENT ON COLUMN public.business_profile.country IS 'Country, two letters';
COMMENT ON COLUMN public.business_profile.latitude IS 'Latitude in degrees';
COMMENT ON COLUMN public.business_profile.longitude IS 'Longitude in degrees';
COMMENT ON COLUMN public.business_profile.license_number IS 'Licence of the business';
COMMENT ON COLUMN public.business_profile.description IS 'What it does';
COMMENT ON COLUMN public.business_profile.slogan IS 'Slogan';
COMMENT ON COLUMN public.business_profile.website_url IS 'Web site';
COMMENT ON COLUMN public.business_profile.google_maps_url IS 'Link to the map';
COMMENT ON COLUMN public.business_profile.updated_at IS 'When the row was last written';

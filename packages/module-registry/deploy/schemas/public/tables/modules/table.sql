-- Deploy module-registry:schemas/public/tables/modules/table to pg

-- requires: pgmeta-verify:@0.1.0

CREATE TABLE public.modules (
    id          text        NOT NULL,
    name        text        NOT NULL,
    description text,
    version     text        NOT NULL DEFAULT '1.0.0',
    is_active   boolean     NOT NULL DEFAULT true,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT modules_pkey PRIMARY KEY (id)
);

COMMENT ON TABLE public.modules IS
    'The catalogue of modules; only services write it';
COMMENT ON COLUMN public.modules.id IS 'The module, a short name';
COMMENT ON COLUMN public.modules.name IS 'Name to show';
COMMENT ON COLUMN public.modules.description IS 'What it is for';
COMMENT ON COLUMN public.modules.version IS 'Version that is running';
COMMENT ON COLUMN public.modules.is_active IS 'False: cannot be installed any more';
COMMENT ON COLUMN public.modules.created_at IS 'When it was added';

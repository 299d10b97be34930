-- Deploy business:intake/intake_form_templates to pg

-- requires: pgmeta-verify:@0.1.0

CREATE TABLE public.intake_form_templates (
    id         uuid         NOT NULL DEFAULT gen_random_uuid(),
    tenant_id  uuid         NOT NULL,
    form_type  varchar(64)  NOT NULL,
    version    integer      NOT NULL DEFAULT 1,
    title      varchar(255) NOT NULL,
    schema     jsonb        NOT NULL,
    active     boolean      NOT NULL DEFAULT true,
    created_at timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT intake_form_templates_pkey PRIMARY KEY (id),
    CONSTRAINT intake_form_templates_tenant_id_unique UNIQUE (tenant_id, id)
);

CREATE INDEX intake_form_templates_tenant_idx ON public.intake_form_templates (tenant_id);
CREATE INDEX idx_intake_tpl_type_version ON public.intake_form_templates (form_type, version);

COMMENT ON TABLE public.intake_form_templates IS
    'Forms for new clients, each version a row';
COMMENT ON COLUMN public.intake_form_templates.id IS 'The form';
COMMENT ON COLUMN public.intake_form_templates.tenant_id IS 'The tenant';
COMMENT ON COLUMN public.intake_form_templates.form_type IS 'general, tmd or prenatal';
COMMENT ON COLUMN public.intake_form_templates.version IS 'Version of the form';
COMMENT ON COLUMN public.intake_form_templates.title IS 'Title';
COMMENT ON COLUMN public.intake_form_templates.schema IS 'The questions';
COMMENT ON COLUMN public.intake_form_templates.active IS 'False: not handed out any more';
COMMENT ON COLUMN public.intake_form_templates.created_at IS 'When the row was made';

-- Deploy business:intake/intake_form_responses to pg

-- requires: intake/intake_form_templates
-- requires: booking/clients
-- requires: booking/bookings

CREATE TABLE public.intake_form_responses (
    id              uuid        NOT NULL DEFAULT gen_random_uuid(),
    tenant_id       uuid        NOT NULL,
    template_id     uuid        NOT NULL,
    client_id       uuid        NOT NULL,
    booking_id      uuid,
    responses       jsonb       NOT NULL,
    pain_areas      jsonb,
    consent_text    text        NOT NULL,
    consented_at    timestamptz,
    consent_ip      varchar(45),
    status          varchar(32) NOT NULL DEFAULT 'draft',
    reviewed_by     varchar(64),
    reviewed_at     timestamptz,
    therapist_notes jsonb,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT intake_form_responses_pkey PRIMARY KEY (id),
    CONSTRAINT intake_form_responses_template_id_intake_form_templates_id_fk FOREIGN KEY (tenant_id, template_id)
        REFERENCES public.intake_form_templates (tenant_id, id),
    CONSTRAINT intake_form_responses_client_id_clients_id_fk FOREIGN KEY (tenant_id, client_id)
        REFERENCES public.clients (tenant_id, id),
    CONSTRAINT intake_form_responses_booking_id_bookings_id_fk FOREIGN KEY (tenant_id, booking_id)
        REFERENCES public.bookings (tenant_id, id)
);

CREATE INDEX intake_form_responses_tenant_idx ON public.intake_form_responses (tenant_id);
CREATE INDEX idx_intake_resp_client ON public.intake_form_responses (client_id);
CREATE INDEX idx_intake_resp_booking ON public.intake_form_responses (booking_id);
CREATE INDEX idx_intake_resp_template ON public.intake_form_responses (template_id);

COMMENT ON TABLE public.intake_form_responses IS
    'Forms that clients filled in';
COMMENT ON COLUMN public.intake_form_responses.id IS 'The response';
COMMENT ON COLUMN public.intake_form_responses.tenant_id IS 'The tenant';
COMMENT ON COLUMN public.intake_form_responses.template_id IS 'The form';
COMMENT ON COLUMN public.intake_form_responses.client_id IS 'Who filled it in';
COMMENT ON COLUMN public.intake_form_responses.booking_id IS 'For which booking';
COMMENT ON COLUMN public.intake_form_responses.responses IS 'The answers';
COMMENT ON COLUMN public.intake_form_responses.pain_areas IS 'Where it hurts';
COMMENT ON COLUMN public.intake_form_responses.consent_text IS 'What the client consented to';
COMMENT ON COLUMN public.intake_form_responses.consented_at IS 'When';
COMMENT ON COLUMN public.intake_form_responses.consent_ip IS 'From which address';
COMMENT ON COLUMN public.intake_form_responses.status IS 'draft, submitted or reviewed';
COMMENT ON COLUMN public.intake_form_responses.reviewed_by IS 'Who reviewed it';
COMMENT ON COLUMN public.intake_form_responses.reviewed_at IS 'When';
COMMENT ON COLUMN public.intake_form_responses.therapist_notes IS 'Notes of the practitioner';
COMMENT ON COLUMN public.intake_form_responses.created_at IS 'When the row was made';
COMMENT ON COLUMN public.intake_form_responses.updated_at IS 'When the row was last written';

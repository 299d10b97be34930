-- Verify business:intake/intake_form_responses on pg

SELECT pgmeta_verify.verify_table('public.intake_form_responses');

SELECT pgmeta_verify.verify_columns(
    'public.intake_form_responses',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'template_id uuid not null',
    'client_id uuid not null',
    'booking_id uuid',
    'responses jsonb not null',
    'pain_areas jsonb',
    'consent_text text not null',
    'consented_at timestamp with time zone',
    'consent_ip character varying(45)',
    'status character varying(32) not null default ''draft''::character varying',
    'reviewed_by character varying(64)',
    'reviewed_at timestamp with time zone',
    'therapist_notes jsonb',
    'created_at timestamp with time zone not null default now()',
    'updated_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'public.intake_form_responses', 'intake_form_responses_pkey',
    'PRIMARY KEY (id)'
);
SELECT pgmeta_verify.verify_constraint(
    'public.intake_form_responses', 'intake_form_responses_template_id_intake_form_templates_id_fk',
    'FOREIGN KEY (tenant_id, template_id) REFERENCES public.intake_form_templates(tenant_id, id)'
);
SELECT pgmeta_verify.verify_constraint(
    'public.intake_form_responses', 'intake_form_responses_client_id_clients_id_fk',
    'FOREIGN KEY (tenant_id, client_id) REFERENCES public.clients(tenant_id, id)'
);
SELECT pgmeta_verify.verify_constraint(
    'public.intake_form_responses', 'intake_form_responses_booking_id_bookings_id_fk',
    'FOREIGN KEY (tenant_id, booking_id) REFERENCES public.bookings(tenant_id, id)'
);
SELECT pgmeta_verify.verify_index(
    'public.intake_form_responses', 'intake_form_responses_tenant_idx',
    'btree (tenant_id)'
);
SELECT pgmeta_verify.verify_index(
    'public.intake_form_responses', 'idx_intake_resp_client',
    'btree (client_id)'
);
SELECT pgmeta_verify.verify_index(
    'public.intake_form_responses', 'idx_intake_resp_booking',
    'btree (booking_id)'
);
SELECT pgmeta_verify.verify_index(
    'public.intake_form_responses', 'idx_intake_resp_template',
    'btree (template_id)'
);

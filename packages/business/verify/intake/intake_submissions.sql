-- Verify business:intake/intake_submissions on pg

SELECT pgmeta_verify.verify_view('public.intake_submissions');
SELECT pgmeta_verify.verify_view_reads('public.intake_submissions', 'public.intake_form_responses');

SELECT pgmeta_verify.verify_columns(
    'public.intake_submissions',
    'id uuid',
    'tenant_id uuid',
    'template_id uuid',
    'client_id uuid',
    'booking_id uuid',
    'responses jsonb',
    'pain_areas jsonb',
    'consent_text text',
    'consented_at timestamp with time zone',
    'consent_ip character varying(45)',
    'status character varying(32)',
    'reviewed_by character varying(64)',
    'reviewed_at timestamp with time zone',
    'therapist_notes jsonb',
    'created_at timestamp with time zone',
    'updated_at timestamp with time zone'
);

SELECT pgmeta_verify.verify_that(
    current_setting('server_version_num')::integer < 150000
        OR reloptions @> ARRAY['security_invoker=true'],
    'the view reads as its caller'
)
FROM pg_catalog.pg_class
WHERE oid = 'public.intake_submissions'::regclass;

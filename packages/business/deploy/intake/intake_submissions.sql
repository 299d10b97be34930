-- Deploy business:intake/intake_submissions to pg

-- requires: intake/intake_form_responses

-- The name under which other programs know these rows.
CREATE VIEW public.intake_submissions AS
SELECT id, tenant_id, template_id, client_id, booking_id, responses, pain_areas, consent_text,
       consented_at, consent_ip, status, reviewed_by, reviewed_at, therapist_notes, created_at,
       updated_at
FROM public.intake_form_responses;

COMMENT ON VIEW public.intake_submissions IS
    'Forms that clients filled in';

COMMENT ON COLUMN public.intake_submissions.id IS
    'The response';
COMMENT ON COLUMN public.intake_submissions.tenant_id IS
    'The tenant';
COMMENT ON COLUMN public.intake_submissions.template_id IS
    'The form';
COMMENT ON COLUMN public.intake_submissions.client_id IS
    'Who filled it in';
COMMENT ON COLUMN public.intake_submissions.booking_id IS
    'For which booking';
COMMENT ON COLUMN public.intake_submissions.responses IS
    'The answers';
COMMENT ON COLUMN public.intake_submissions.pain_areas IS
    'Where it hurts';
COMMENT ON COLUMN public.intake_submissions.consent_text IS
    'What the client consented to';
COMMENT ON COLUMN public.intake_submissions.consented_at IS
    'When';
COMMENT ON COLUMN public.intake_submissions.consent_ip IS
    'From which address';
COMMENT ON COLUMN public.intake_submissions.status IS
    'draft, submitted or reviewed';
COMMENT ON COLUMN public.intake_submissions.reviewed_by IS
    'Who reviewed it';
COMMENT ON COLUMN public.intake_submissions.reviewed_at IS
    'When';
COMMENT ON COLUMN public.intake_submissions.therapist_notes IS
    'Notes of the practitioner';
COMMENT ON COLUMN public.intake_submissions.created_at IS
    'When the row was made';
COMMENT ON COLUMN public.intake_submissions.updated_at IS
    'When the row was last written';

-- Before version 15 a view reads as its owner, whom row level security does not hold when
-- that is a superuser.
DO $do$
BEGIN
    IF current_setting('server_version_num')::integer >= 150000 THEN
        ALTER VIEW public.intake_submissions SET (security_invoker = true);
    END IF;
END
$do$;

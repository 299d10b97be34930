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

-- Before version 15 a view reads as its owner, whom row level security does not hold when
-- that is a superuser.
DO $do$
BEGIN
    IF current_setting('server_version_num')::integer >= 150000 THEN
        ALTER VIEW public.intake_submissions SET (security_invoker = true);
    END IF;
END
$do$;

-- given: practice.sql
-- No row refers to a row of another tenant, and what is unique is unique in a tenant.
SELECT plan(34);

SELECT is(count(*), 18::bigint, 'eighteen tables know their tenant')
FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname = 'tenant_id' AND a.attnotnull;
SELECT is_empty(
    $$SELECT conname FROM pg_constraint
      WHERE contype = 'f' AND connamespace = 'public'::regnamespace
        AND NOT conkey @> (SELECT ARRAY[a.attnum] FROM pg_attribute AS a WHERE a.attrelid = conrelid AND a.attname = 'tenant_id')$$,
    'every reference includes the tenant');

-- Every reference of every row of A, one at a time, to the row of B that has the same place.
SELECT throws_ok(
    format('UPDATE public.%I SET %I = %L WHERE tenant_id = %L', t, c,
           'bb000000-0000-4000-8000-0000000000' || target, 'aaaaaaaa-0000-4000-8000-000000000000'),
    '23503', NULL, format('%s.%s refers to no other tenant', t, c))
FROM (VALUES
    ('bookings', 'service_id', '02'), ('bookings', 'practitioner_id', '05'), ('bookings', 'client_id', '06'),
    ('time_blocks', 'practitioner_id', '05'), ('slot_reservations', 'practitioner_id', '05'),
    ('packages', 'client_id', '06'),
    ('redemptions', 'booking_id', '07'), ('redemptions', 'gift_certificate_id', '11'), ('redemptions', 'package_id', '12'),
    ('intake_form_responses', 'template_id', '14'), ('intake_form_responses', 'client_id', '06'),
    ('intake_form_responses', 'booking_id', '07'),
    ('payments', 'appointment_id', '16')
) AS v (t, c, target);
SELECT is(count(*), 13::bigint, 'these are all references')
FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace;
SELECT throws_ok(
    format('UPDATE public.%I SET tenant_id = %L WHERE tenant_id = %L', t, 'cccccccc-0000-4000-8000-000000000000',
           'aaaaaaaa-0000-4000-8000-000000000000'),
    '23503', NULL, format('what %s refers to does not move away', t))
FROM unnest(ARRAY['services', 'practitioners', 'clients', 'bookings', 'gift_certificates', 'appointments']) AS t;

-- Unique in a tenant: both tenants have the same values, a second row of one tenant may not.
SELECT throws_ok(
    format('INSERT INTO public.%I SELECT (jsonb_populate_record(NULL::public.%1$I, to_jsonb(r) || %2$L)).* FROM public.%1$I AS r
            WHERE tenant_id = %3$L', t, jsonb_build_object('id', gen_random_uuid()) || other, 'aaaaaaaa-0000-4000-8000-000000000000'),
    '23505', NULL, what)
FROM (VALUES
    ('services', '{}'::jsonb, 'the Acuity id of a service'),
    ('practitioners', '{}', 'the handle of a practitioner'),
    ('clients', '{}', 'the address of a client'),
    ('bookings', '{"idempotency_key": "other"}', 'the code of a booking'),
    ('bookings', '{"confirmation_code": "OTHER"}', 'the idempotency key of a booking'),
    ('business_hours_overrides', '{}', 'the day of an override'),
    ('gift_certificates', '{}', 'the code of a gift certificate'),
    ('packages', '{}', 'the code of a package'),
    ('appointments', '{}', 'the Acuity id of an appointment')
) AS v (t, other, what);

-- The older names
SELECT is(count(*), 2::bigint, 'redemptions of gift certificates') FROM public.gift_certificate_redemptions;
INSERT INTO public.redemptions (tenant_id, booking_id, package_id, type, session_number)
VALUES ('aaaaaaaa-0000-4000-8000-000000000000', 'aa000000-0000-4000-8000-000000000007',
        'aa000000-0000-4000-8000-000000000012', 'package', 1);
SELECT is(count(*), 2::bigint, 'not those of packages') FROM public.gift_certificate_redemptions;
SELECT is(count(*), 2::bigint, 'forms that were filled in') FROM public.intake_submissions;
SELECT * FROM finish();

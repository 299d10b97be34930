-- One row in every table for tenant A and for tenant B.
CREATE FUNCTION pg_temp.practice(p_tenant uuid, p_prefix text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    -- The ids of a tenant differ in the last digits only.
    v_id constant text := p_prefix || '000000-0000-4000-8000-0000000000';
BEGIN
    INSERT INTO public.business_profile (id, tenant_id, name, phone, street_address, city, state, postal_code)
    VALUES ((v_id || '01')::uuid, p_tenant, 'Practice', '1', 'Street 1', 'Ithaca', 'NY', '14850');
    INSERT INTO public.services (id, tenant_id, acuity_id, name, duration_minutes, price_cents)
    VALUES ((v_id || '02')::uuid, p_tenant, '7', 'Massage', 60, 9000);
    INSERT INTO public.business_hours (id, tenant_id, day_of_week, opens, closes)
    VALUES ((v_id || '03')::uuid, p_tenant, 1, '09:00', '17:00');
    INSERT INTO public.reviews (id, tenant_id, reviewer_name, rating, text)
    VALUES ((v_id || '04')::uuid, p_tenant, 'Sam', 5, 'Good');
    INSERT INTO public.practitioners (id, tenant_id, handle, name) VALUES ((v_id || '05')::uuid, p_tenant, 'jess', 'Jess');
    INSERT INTO public.clients (id, tenant_id, first_name, last_name, email)
    VALUES ((v_id || '06')::uuid, p_tenant, 'Sam', 'Smith', 'sam@example.com');
    INSERT INTO public.bookings (id, tenant_id, confirmation_code, service_id, practitioner_id, client_id, datetime, end_time,
                                 duration, amount_cents, idempotency_key)
    VALUES ((v_id || '07')::uuid, p_tenant, 'CODE', (v_id || '02')::uuid, (v_id || '05')::uuid, (v_id || '06')::uuid,
            now(), now() + interval '1 hour', 60, 9000, 'key');
    INSERT INTO public.time_blocks (id, tenant_id, practitioner_id, start_time, end_time, block_type)
    VALUES ((v_id || '08')::uuid, p_tenant, (v_id || '05')::uuid, now(), now(), 'break');
    INSERT INTO public.business_hours_overrides (id, tenant_id, date) VALUES ((v_id || '09')::uuid, p_tenant, '2024-12-25');
    INSERT INTO public.slot_reservations (id, tenant_id, practitioner_id, datetime, duration, expires_at)
    VALUES ((v_id || '10')::uuid, p_tenant, (v_id || '05')::uuid, now(), 60, now());
    INSERT INTO public.gift_certificates (id, tenant_id, code, amount_cents, balance_cents, purchaser_name, purchaser_email)
    VALUES ((v_id || '11')::uuid, p_tenant, 'GIFT', 5000, 5000, 'Sam', 'sam@example.com');
    INSERT INTO public.packages (id, tenant_id, code, client_id, package_type, total_sessions, remaining_sessions, price_cents,
                                 purchaser_name, purchaser_email)
    VALUES ((v_id || '12')::uuid, p_tenant, 'FIVE', (v_id || '06')::uuid, 'five', 5, 5, 40000, 'Sam', 'sam@example.com');
    INSERT INTO public.redemptions (id, tenant_id, booking_id, gift_certificate_id, type, amount_cents)
    VALUES ((v_id || '13')::uuid, p_tenant, (v_id || '07')::uuid, (v_id || '11')::uuid, 'gift_certificate', 5000);
    INSERT INTO public.intake_form_templates (id, tenant_id, form_type, title, schema)
    VALUES ((v_id || '14')::uuid, p_tenant, 'general', 'General', '{}');
    INSERT INTO public.intake_form_responses (id, tenant_id, template_id, client_id, booking_id, responses, consent_text)
    VALUES ((v_id || '15')::uuid, p_tenant, (v_id || '14')::uuid, (v_id || '06')::uuid, (v_id || '07')::uuid, '{}', 'I agree.');
    INSERT INTO public.appointments (id, tenant_id, acuity_id, client_name, service, duration, price_cents, appointment_date)
    VALUES ((v_id || '16')::uuid, p_tenant, 7, 'Sam', 'Massage', 60, 9000, now());
    INSERT INTO public.payments (id, tenant_id, appointment_id, amount_cents, processor, processor_ref)
    VALUES ((v_id || '17')::uuid, p_tenant, (v_id || '16')::uuid, 9000, 'stripe', 'pi_1');
    INSERT INTO public.local_bookings (id, tenant_id, service_id, service_name, datetime, duration, client, payment_method, amount_cents)
    VALUES ((v_id || '18')::uuid, p_tenant, '7', 'Massage', now(), 60, '{}', 'card', 9000);
END
$$;
DO $$
BEGIN
    PERFORM pg_temp.practice('aaaaaaaa-0000-4000-8000-000000000000', 'aa');
    PERFORM pg_temp.practice('bbbbbbbb-0000-4000-8000-000000000000', 'bb');
END
$$;

-- Verify business-rls:booking/slot_reservations on pg

SELECT pgmeta_verify.verify_security('public.slot_reservations', true);

SELECT pgmeta_verify.verify_policy(
    'tenant_isolation', 'public.slot_reservations',
    'for all to public using ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text,
     true), ''''::text))::uuid))'
);

-- Verify business-rls:records/local_bookings on pg

SELECT pgmeta_verify.verify_security('public.local_bookings', true);

SELECT pgmeta_verify.verify_policy(
    'tenant_isolation', 'public.local_bookings',
    'for all to public using ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text,
     true), ''''::text))::uuid))'
);

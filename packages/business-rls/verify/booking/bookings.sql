-- Verify business-rls:booking/bookings on pg

SELECT pgmeta_verify.verify_security('public.bookings', true);

SELECT pgmeta_verify.verify_policy(
    'tenant_isolation', 'public.bookings',
    'for all to public using ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text,
     true), ''''::text))::uuid))'
);

-- Verify business-rls:records/appointments on pg

SELECT pgmeta_verify.verify_security('public.appointments', true);

SELECT pgmeta_verify.verify_policy(
    'tenant_isolation', 'public.appointments',
    'for all to public using ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text,
     true), ''''::text))::uuid))'
);

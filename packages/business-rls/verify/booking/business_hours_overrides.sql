-- Verify business-rls:booking/business_hours_overrides on pg

SELECT pgmeta_verify.verify_security('public.business_hours_overrides', true);

SELECT pgmeta_verify.verify_policy(
    'tenant_isolation', 'public.business_hours_overrides',
    'for all to public using ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text,
     true), ''''::text))::uuid))'
);

-- Verify business-rls:content/business_hours on pg

SELECT pgmeta_verify.verify_security('public.business_hours', true);

SELECT pgmeta_verify.verify_policy(
    'tenant_isolation', 'public.business_hours',
    'for all to public using ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text,
     true), ''''::text))::uuid))'
);

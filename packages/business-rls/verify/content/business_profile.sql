-- Verify business-rls:content/business_profile on pg

SELECT pgmeta_verify.verify_security('public.business_profile', true);

SELECT pgmeta_verify.verify_policy(
    'tenant_isolation', 'public.business_profile',
    'for all to public using ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text,
     true), ''''::text))::uuid))'
);

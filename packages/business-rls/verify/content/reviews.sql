-- Verify business-rls:content/reviews on pg

SELECT pgmeta_verify.verify_security('public.reviews', true);

SELECT pgmeta_verify.verify_policy(
    'tenant_isolation', 'public.reviews',
    'for all to public using ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text,
     true), ''''::text))::uuid))'
);

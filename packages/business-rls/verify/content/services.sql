-- Verify business-rls:content/services on pg

SELECT pgmeta_verify.verify_security('public.services', true);

SELECT pgmeta_verify.verify_policy(
    'tenant_isolation', 'public.services',
    'for all to public using ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text,
     true), ''''::text))::uuid))'
);

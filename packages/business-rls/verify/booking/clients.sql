-- Verify business-rls:booking/clients on pg

SELECT pgmeta_verify.verify_security('public.clients', true);

SELECT pgmeta_verify.verify_policy(
    'tenant_isolation', 'public.clients',
    'for all to public using ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text,
     true), ''''::text))::uuid))'
);

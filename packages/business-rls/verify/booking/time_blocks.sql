-- Verify business-rls:booking/time_blocks on pg

SELECT pgmeta_verify.verify_security('public.time_blocks', true);

SELECT pgmeta_verify.verify_policy(
    'tenant_isolation', 'public.time_blocks',
    'for all to public using ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text,
     true), ''''::text))::uuid))'
);

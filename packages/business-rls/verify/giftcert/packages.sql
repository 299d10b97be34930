-- Verify business-rls:giftcert/packages on pg

SELECT pgmeta_verify.verify_security('public.packages', true);

SELECT pgmeta_verify.verify_policy(
    'tenant_isolation', 'public.packages',
    'for all to public using ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text,
     true), ''''::text))::uuid))'
);

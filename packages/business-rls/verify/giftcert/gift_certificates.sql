-- Verify business-rls:giftcert/gift_certificates on pg

SELECT pgmeta_verify.verify_security('public.gift_certificates', true);

SELECT pgmeta_verify.verify_policy(
    'tenant_isolation', 'public.gift_certificates',
    'for all to public using ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text,
     true), ''''::text))::uuid))'
);

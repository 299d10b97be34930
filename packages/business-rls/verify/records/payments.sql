-- Verify business-rls:records/payments on pg

SELECT pgmeta_verify.verify_security('public.payments', true);

SELECT pgmeta_verify.verify_policy(
    'tenant_isolation', 'public.payments',
    'for all to public using ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text,
     true), ''''::text))::uuid))'
);

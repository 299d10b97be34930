-- Verify auth-storage-rls:schemas/auth/tables/invitations/policies/tenant_isolation on pg

SELECT pgmeta_verify.verify_security('auth.invitations', true);

SELECT pgmeta_verify.verify_policy(
    'tenant_isolation', 'auth.invitations',
    'for all to public using ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text,
     true), ''''::text))::uuid))'
);

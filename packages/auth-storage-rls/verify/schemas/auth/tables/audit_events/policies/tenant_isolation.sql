-- Verify auth-storage-rls:schemas/auth/tables/audit_events/policies/tenant_isolation on pg

SELECT pgmeta_verify.verify_security('auth.audit_events', true);

SELECT pgmeta_verify.verify_policy(
    'tenant_isolation', 'auth.audit_events',
    'for all to public using ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text,
     true), ''''::text))::uuid))'
);

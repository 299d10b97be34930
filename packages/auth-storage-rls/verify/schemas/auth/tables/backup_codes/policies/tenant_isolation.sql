-- Verify auth-storage-rls:schemas/auth/tables/backup_codes/policies/tenant_isolation on pg

SELECT pgmeta_verify.verify_security('auth.backup_codes', true);

SELECT pgmeta_verify.verify_policy(
    'tenant_isolation', 'auth.backup_codes',
    'for all to public using ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text,
     true), ''''::text))::uuid))'
);

-- Verify encryption-vault:schemas/auth/tables/encryption_vault_audit/policies/own_rows on pg

SELECT pgmeta_verify.verify_security('auth.encryption_vault_audit', true);

SELECT pgmeta_verify.verify_policy(
    'own_rows', 'auth.encryption_vault_audit',
    'for all to public using ((user_id = NULLIF(current_setting(''app.current_user_id''::text, true),
     ''''::text))) with check ((user_id = NULLIF(current_setting(''app.current_user_id''::text,
     true), ''''::text)))'
);

-- Verify encryption-vault:schemas/auth/tables/encryption_vaults/policies/own_rows on pg

SELECT pgmeta_verify.verify_security('auth.encryption_vaults', true);

SELECT pgmeta_verify.verify_policy(
    'own_rows', 'auth.encryption_vaults',
    'for all to public using ((user_id = NULLIF(current_setting(''app.current_user_id''::text, true),
     ''''::text))) with check ((user_id = NULLIF(current_setting(''app.current_user_id''::text,
     true), ''''::text)))'
);

-- Revert encryption-vault:schemas/auth/tables/encryption_vault_audit/policies/own_rows from pg

DROP POLICY own_rows ON auth.encryption_vault_audit;
ALTER TABLE auth.encryption_vault_audit NO FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.encryption_vault_audit DISABLE ROW LEVEL SECURITY;

-- Revert encryption-vault:schemas/auth/tables/encryption_vaults/policies/own_rows from pg

DROP POLICY own_rows ON auth.encryption_vaults;
ALTER TABLE auth.encryption_vaults NO FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.encryption_vaults DISABLE ROW LEVEL SECURITY;

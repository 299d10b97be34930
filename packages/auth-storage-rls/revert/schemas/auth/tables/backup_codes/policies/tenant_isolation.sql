-- Revert auth-storage-rls:schemas/auth/tables/backup_codes/policies/tenant_isolation from pg

DROP POLICY tenant_isolation ON auth.backup_codes;
ALTER TABLE auth.backup_codes NO FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.backup_codes DISABLE ROW LEVEL SECURITY;

-- Revert auth-storage-rls:schemas/auth/tables/totp_secrets/policies/tenant_isolation from pg

DROP POLICY tenant_isolation ON auth.totp_secrets;
ALTER TABLE auth.totp_secrets NO FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.totp_secrets DISABLE ROW LEVEL SECURITY;

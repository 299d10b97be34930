-- Revert auth-storage-rls:schemas/auth/tables/invitations/policies/tenant_isolation from pg

DROP POLICY tenant_isolation ON auth.invitations;
ALTER TABLE auth.invitations NO FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.invitations DISABLE ROW LEVEL SECURITY;

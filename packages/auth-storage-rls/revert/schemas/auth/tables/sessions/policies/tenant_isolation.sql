-- Revert auth-storage-rls:schemas/auth/tables/sessions/policies/tenant_isolation from pg

DROP POLICY tenant_isolation ON auth.sessions;
ALTER TABLE auth.sessions NO FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.sessions DISABLE ROW LEVEL SECURITY;

-- Revert auth-storage-rls:schemas/auth/tables/users/policies/tenant_isolation from pg

DROP POLICY tenant_isolation ON auth.users;
ALTER TABLE auth.users NO FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.users DISABLE ROW LEVEL SECURITY;

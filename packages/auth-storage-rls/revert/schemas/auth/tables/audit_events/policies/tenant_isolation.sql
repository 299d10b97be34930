-- Revert auth-storage-rls:schemas/auth/tables/audit_events/policies/tenant_isolation from pg

DROP POLICY tenant_isolation ON auth.audit_events;
ALTER TABLE auth.audit_events NO FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.audit_events DISABLE ROW LEVEL SECURITY;

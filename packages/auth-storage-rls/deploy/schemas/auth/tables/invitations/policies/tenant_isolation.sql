-- Deploy auth-storage-rls:schemas/auth/tables/invitations/policies/tenant_isolation to pg

-- requires: auth-storage:schemas/auth/tables/invitations/table

-- Forced, so that a program that signs in as the owner is held to it too.
ALTER TABLE auth.invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth.invitations FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON auth.invitations
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

COMMENT ON POLICY tenant_isolation ON auth.invitations IS
    'Rows of the tenant that app.tenant_id names; none when it is absent or empty';

-- Deploy auth-storage-rls:schemas/auth/tables/totp_secrets/policies/tenant_isolation to pg

-- requires: auth-storage:schemas/auth/tables/totp_secrets/table

-- Forced, so that a program that signs in as the owner is held to it too.
ALTER TABLE auth.totp_secrets ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth.totp_secrets FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON auth.totp_secrets
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

COMMENT ON POLICY tenant_isolation ON auth.totp_secrets IS
    'Rows of the tenant that app.tenant_id names; none when it is absent or empty';

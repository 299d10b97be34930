-- Deploy billing:schemas/billing/tables/tenant_members/policies to pg

-- requires: schemas/billing/tables/tenant_members/table

ALTER TABLE billing.tenant_members ENABLE ROW LEVEL SECURITY;
ALTER TABLE billing.tenant_members FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_members_read ON billing.tenant_members
    FOR SELECT
    USING (
        tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
        OR email = lower(nullif(current_setting('app.member_email', true), ''))
    );
COMMENT ON POLICY tenant_members_read ON billing.tenant_members IS 'The tenant of app.tenant_id, and the memberships of app.member_email';

CREATE POLICY tenant_members_insert ON billing.tenant_members
    FOR INSERT
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
COMMENT ON POLICY tenant_members_insert ON billing.tenant_members IS 'The tenant of app.tenant_id only';

CREATE POLICY tenant_members_update ON billing.tenant_members
    FOR UPDATE
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
COMMENT ON POLICY tenant_members_update ON billing.tenant_members IS 'The tenant of app.tenant_id only';

CREATE POLICY tenant_members_delete ON billing.tenant_members
    FOR DELETE
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
COMMENT ON POLICY tenant_members_delete ON billing.tenant_members IS 'The tenant of app.tenant_id only';

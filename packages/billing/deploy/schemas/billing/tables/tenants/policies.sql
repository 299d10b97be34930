-- Deploy billing:schemas/billing/tables/tenants/policies to pg

-- requires: schemas/billing/tables/tenants/table
-- requires: schemas/billing/tables/tenant_members/table

ALTER TABLE billing.tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE billing.tenants FORCE ROW LEVEL SECURITY;

CREATE POLICY tenants_read ON billing.tenants
    FOR SELECT
    USING (
        id = nullif(current_setting('app.tenant_id', true), '')::uuid
        OR id IN (
            SELECT m.tenant_id
            FROM billing.tenant_members AS m
            WHERE m.email = lower(nullif(current_setting('app.member_email', true), ''))
        )
    );
COMMENT ON POLICY tenants_read ON billing.tenants IS 'The tenant of app.tenant_id, and those app.member_email belongs to';

CREATE POLICY tenants_insert ON billing.tenants
    FOR INSERT
    WITH CHECK (id = nullif(current_setting('app.tenant_id', true), '')::uuid);
COMMENT ON POLICY tenants_insert ON billing.tenants IS 'The tenant of app.tenant_id only';

CREATE POLICY tenants_update ON billing.tenants
    FOR UPDATE
    USING (id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    WITH CHECK (id = nullif(current_setting('app.tenant_id', true), '')::uuid);
COMMENT ON POLICY tenants_update ON billing.tenants IS 'The tenant of app.tenant_id only';

CREATE POLICY tenants_delete ON billing.tenants
    FOR DELETE
    USING (id = nullif(current_setting('app.tenant_id', true), '')::uuid);
COMMENT ON POLICY tenants_delete ON billing.tenants IS 'The tenant of app.tenant_id only';

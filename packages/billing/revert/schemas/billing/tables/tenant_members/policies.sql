-- Revert billing:schemas/billing/tables/tenant_members/policies from pg

DROP POLICY tenant_members_delete ON billing.tenant_members;
DROP POLICY tenant_members_update ON billing.tenant_members;
DROP POLICY tenant_members_insert ON billing.tenant_members;
DROP POLICY tenant_members_read ON billing.tenant_members;

ALTER TABLE billing.tenant_members NO FORCE ROW LEVEL SECURITY;
ALTER TABLE billing.tenant_members DISABLE ROW LEVEL SECURITY;

-- Revert billing:schemas/billing/tables/tenants/policies from pg

DROP POLICY tenants_delete ON billing.tenants;
DROP POLICY tenants_update ON billing.tenants;
DROP POLICY tenants_insert ON billing.tenants;
DROP POLICY tenants_read ON billing.tenants;

ALTER TABLE billing.tenants NO FORCE ROW LEVEL SECURITY;
ALTER TABLE billing.tenants DISABLE ROW LEVEL SECURITY;

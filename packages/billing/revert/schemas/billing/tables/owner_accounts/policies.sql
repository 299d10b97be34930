-- Revert billing:schemas/billing/tables/owner_accounts/policies from pg

DROP POLICY owner_accounts_delete ON billing.owner_accounts;
DROP POLICY owner_accounts_update ON billing.owner_accounts;
DROP POLICY owner_accounts_insert ON billing.owner_accounts;
DROP POLICY owner_accounts_read ON billing.owner_accounts;

ALTER TABLE billing.owner_accounts NO FORCE ROW LEVEL SECURITY;
ALTER TABLE billing.owner_accounts DISABLE ROW LEVEL SECURITY;

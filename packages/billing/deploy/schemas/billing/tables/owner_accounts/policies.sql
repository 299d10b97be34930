-- Deploy billing:schemas/billing/tables/owner_accounts/policies to pg

-- requires: schemas/billing/tables/owner_accounts/table
-- requires: schemas/billing/tables/tenants/table
-- requires: schemas/billing/tables/tenants/policies

ALTER TABLE billing.owner_accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE billing.owner_accounts FORCE ROW LEVEL SECURITY;

CREATE POLICY owner_accounts_read ON billing.owner_accounts
    FOR SELECT
    USING (
        EXISTS (SELECT FROM billing.tenants AS t WHERE t.owner_account_id = owner_accounts.id)
    );
COMMENT ON POLICY owner_accounts_read ON billing.owner_accounts IS 'Accounts that a visible tenant pays';

CREATE POLICY owner_accounts_insert ON billing.owner_accounts
    FOR INSERT
    WITH CHECK (true);
COMMENT ON POLICY owner_accounts_insert ON billing.owner_accounts IS 'No tenant owns an account: grants decide who writes';

CREATE POLICY owner_accounts_update ON billing.owner_accounts
    FOR UPDATE
    USING (true)
    WITH CHECK (true);
COMMENT ON POLICY owner_accounts_update ON billing.owner_accounts IS 'No tenant owns an account: grants decide who writes';

CREATE POLICY owner_accounts_delete ON billing.owner_accounts
    FOR DELETE
    USING (true);
COMMENT ON POLICY owner_accounts_delete ON billing.owner_accounts IS 'No tenant owns an account: grants decide who writes';

-- Verify billing:schemas/billing/tables/owner_accounts/policies on pg

SELECT pgmeta_verify.verify_security('billing.owner_accounts', true);

SELECT pgmeta_verify.verify_policy(
    'owner_accounts_read', 'billing.owner_accounts',
    'for select to public using ((EXISTS ( SELECT FROM billing.tenants t WHERE (t.owner_account_id =
     owner_accounts.id))))'
);
SELECT pgmeta_verify.verify_policy(
    'owner_accounts_insert', 'billing.owner_accounts',
    'for insert to public with check (true)'
);
SELECT pgmeta_verify.verify_policy(
    'owner_accounts_update', 'billing.owner_accounts',
    'for update to public using (true) with check (true)'
);
SELECT pgmeta_verify.verify_policy(
    'owner_accounts_delete', 'billing.owner_accounts',
    'for delete to public using (true)'
);

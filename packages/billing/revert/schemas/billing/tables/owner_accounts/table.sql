-- Revert billing:schemas/billing/tables/owner_accounts/table from pg

DROP TABLE billing.owner_accounts;

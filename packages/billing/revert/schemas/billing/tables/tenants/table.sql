-- Revert billing:schemas/billing/tables/tenants/table from pg

DROP TABLE billing.tenants;

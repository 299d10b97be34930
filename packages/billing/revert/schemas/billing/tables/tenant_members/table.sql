-- Revert billing:schemas/billing/tables/tenant_members/table from pg

DROP TABLE billing.tenant_members;

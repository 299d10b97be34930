-- Revert billing:schemas/billing/schema from pg

DROP SCHEMA billing;

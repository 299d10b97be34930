-- Revert organizations:schemas/auth/tables/organizations/table from pg

DROP TABLE auth.organizations;

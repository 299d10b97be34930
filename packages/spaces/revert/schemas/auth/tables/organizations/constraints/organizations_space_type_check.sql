-- Revert spaces:schemas/auth/tables/organizations/constraints/organizations_space_type_check from pg

ALTER TABLE auth.organizations DROP CONSTRAINT organizations_space_type_check;

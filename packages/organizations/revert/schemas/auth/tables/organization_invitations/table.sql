-- Revert organizations:schemas/auth/tables/organization_invitations/table from pg

DROP TABLE auth.organization_invitations;

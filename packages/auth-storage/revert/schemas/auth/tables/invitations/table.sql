-- Revert auth-storage:schemas/auth/tables/invitations/table from pg

DROP TABLE auth.invitations;

-- Revert auth-storage:schemas/auth/tables/totp_secrets/table from pg

DROP TABLE auth.totp_secrets;

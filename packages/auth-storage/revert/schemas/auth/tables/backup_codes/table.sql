-- Revert auth-storage:schemas/auth/tables/backup_codes/table from pg

DROP TABLE auth.backup_codes;

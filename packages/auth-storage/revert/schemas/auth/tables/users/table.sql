-- Revert auth-storage:schemas/auth/tables/users/table from pg

DROP TABLE auth.users;

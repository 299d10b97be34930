-- Revert auth-storage:schemas/auth/tables/sessions/table from pg

DROP TABLE auth.sessions;

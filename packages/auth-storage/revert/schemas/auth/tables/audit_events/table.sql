-- Revert auth-storage:schemas/auth/tables/audit_events/table from pg

DROP TABLE auth.audit_events;

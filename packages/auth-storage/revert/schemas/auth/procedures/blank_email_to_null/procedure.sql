-- Revert auth-storage:schemas/auth/procedures/blank_email_to_null/procedure from pg

DROP FUNCTION auth.blank_email_to_null();

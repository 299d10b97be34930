-- Revert auth-context:schemas/auth/procedures/uid/procedure from pg

DROP FUNCTION auth.uid();

-- Revert auth-context:schemas/auth/grants/usage from pg

REVOKE USAGE ON SCHEMA auth FROM authenticated, service_role;

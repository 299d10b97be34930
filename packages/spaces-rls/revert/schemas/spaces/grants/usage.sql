-- Revert spaces-rls:schemas/spaces/grants/usage from pg

REVOKE USAGE ON SCHEMA spaces FROM authenticated, service_role;

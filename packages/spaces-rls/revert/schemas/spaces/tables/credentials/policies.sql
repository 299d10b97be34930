-- Revert spaces-rls:schemas/spaces/tables/credentials/policies from pg

DROP POLICY admins_manage_credentials ON spaces.credentials;

REVOKE SELECT, INSERT, UPDATE, DELETE ON spaces.credentials FROM service_role;
REVOKE SELECT, INSERT, UPDATE, DELETE ON spaces.credentials FROM authenticated;

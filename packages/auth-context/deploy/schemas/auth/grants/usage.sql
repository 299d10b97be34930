-- Deploy auth-context:schemas/auth/grants/usage to pg

-- requires: auth-schema:schemas/auth/schema
-- requires: pgmeta-roles:@0.1.0

GRANT USAGE ON SCHEMA auth TO authenticated, service_role;

-- Deploy spaces-rls:schemas/spaces/grants/usage to pg

-- requires: spaces:schemas/spaces/schema
-- requires: pgmeta-roles:@0.1.0

GRANT USAGE ON SCHEMA spaces TO authenticated, service_role;

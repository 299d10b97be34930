-- Deploy db-meta-schema:schemas/services_private/schema to pg

-- requires: pgmeta-roles:@0.1.0
-- requires: pgmeta-verify:@0.1.0

CREATE SCHEMA services_private;

COMMENT ON SCHEMA services_private IS 'What serving a database needs and no API shows';

GRANT USAGE ON SCHEMA services_private TO authenticated;
GRANT USAGE ON SCHEMA services_private TO administrator;

-- Deploy db-meta-schema:schemas/services_public/schema to pg

-- requires: pgmeta-roles:@0.1.0
-- requires: pgmeta-verify:@0.1.0

CREATE SCHEMA services_public;

COMMENT ON SCHEMA services_public IS 'What serves a database: APIs, sites, apps and their domains';

GRANT USAGE ON SCHEMA services_public TO authenticated;
GRANT USAGE ON SCHEMA services_public TO administrator;

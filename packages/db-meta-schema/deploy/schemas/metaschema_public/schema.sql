-- Deploy db-meta-schema:schemas/metaschema_public/schema to pg

-- requires: pgmeta-roles:@0.1.0
-- requires: pgmeta-verify:@0.1.0

CREATE SCHEMA metaschema_public;

COMMENT ON SCHEMA metaschema_public IS 'Databases described as data: what a database is made of';

GRANT USAGE ON SCHEMA metaschema_public TO authenticated;
GRANT USAGE ON SCHEMA metaschema_public TO administrator;

-- Deploy db-meta-schema:schemas/metaschema_private/schema to pg

-- requires: pgmeta-roles:@0.1.0
-- requires: pgmeta-verify:@0.1.0

CREATE SCHEMA metaschema_private;

COMMENT ON SCHEMA metaschema_private IS 'What the description of databases needs and no API shows';

GRANT USAGE ON SCHEMA metaschema_private TO authenticated;
GRANT USAGE ON SCHEMA metaschema_private TO administrator;

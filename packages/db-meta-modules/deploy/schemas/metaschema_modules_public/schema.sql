-- Deploy db-meta-modules:schemas/metaschema_modules_public/schema to pg

-- requires: db-meta-schema:@0.1.0
-- requires: pgmeta-verify:@0.1.0

CREATE SCHEMA metaschema_modules_public;

COMMENT ON SCHEMA metaschema_modules_public IS 'Modules of a described database: what it can do, per database and per API';

GRANT USAGE ON SCHEMA metaschema_modules_public TO authenticated;
GRANT USAGE ON SCHEMA metaschema_modules_public TO administrator;

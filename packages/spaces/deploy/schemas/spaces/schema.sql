-- Deploy spaces:schemas/spaces/schema to pg

-- requires: pgmeta-verify:@0.1.0

CREATE SCHEMA spaces;

COMMENT ON SCHEMA spaces IS 'Spaces: organizations with a type, their credentials and permissions';

-- Deploy pgmeta-types:schemas/pgmeta_types/domains/attachment to pg

-- requires: schemas/pgmeta_types/schema

CREATE DOMAIN pgmeta_types.attachment AS text
  CONSTRAINT attachment_check CHECK (VALUE ~ '^https?://[^/$.?#\s]\S*$');

COMMENT ON DOMAIN pgmeta_types.attachment IS 'A link to a file: http or https, a host, no white space';

-- Deploy pgmeta-types:schemas/pgmeta_types/domains/hostname to pg

-- requires: schemas/pgmeta_types/schema

CREATE DOMAIN pgmeta_types.hostname AS text
  CONSTRAINT hostname_check CHECK (VALUE ~* '^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$');

COMMENT ON DOMAIN pgmeta_types.hostname IS 'The name of a host: labels of letters, digits and inner hyphens between dots';

-- Deploy pgmeta-types:schemas/pgmeta_types/domains/origin to pg

-- requires: schemas/pgmeta_types/schema

CREATE DOMAIN pgmeta_types.origin AS text
  CONSTRAINT origin_check CHECK (VALUE ~ '^https?://[^/?#\s]+$');

COMMENT ON DOMAIN pgmeta_types.origin IS 'The origin of a web page: scheme and host, no path';
